"""Learning from tickets without a label: what their neighbourhood adds to the little that is known.

After Zhou et al., Learning with Local and Global Consistency (2003): label spreading.
"""
