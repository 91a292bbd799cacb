"""The drift watch in a workspace: its reference, state, alarms and messages.

Also canaries and the tickets that were held out by lot.
"""
