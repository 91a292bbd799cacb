"""What combines the members of the ensemble: learned weights, neighbours' votes, boosted trees.

After Wolpert, Stacked Generalization (1992): it learns from what the members say of tickets that
they never saw.
"""
