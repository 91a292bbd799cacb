"""The precision dial: thresholds for an asked precision, and what they may promise."""
