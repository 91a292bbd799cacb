"""Money: the one door to a claim or a refusal, scenarios with their edits, and documents.

Here alone measured figures become inputs of the business case.
"""
