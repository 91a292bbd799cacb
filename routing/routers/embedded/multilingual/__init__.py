"""The second encoder: tickets in fifteen languages besides English.

Google's Universal Sentence Encoder, multilingual (Yang et al., 2019), a convolutional network,
which places a sentence and its translation near each other.
"""
