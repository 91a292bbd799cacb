"""Personal data and hidden text out, before text leaves the machine.

Masked is not the same as safe: names and addresses are best effort, and what a person tells about
themselves in plain words stays.
"""
