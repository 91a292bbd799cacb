"""How right a run is: figures with n and interval, calibration, comparison, and the evidence.

Nothing here knows money; the business case builds on it.
"""
