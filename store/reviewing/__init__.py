"""Reviews in a workspace: who holds which ticket, what was decided, and blind looks.

Reviews are only ever added; taking one back is a row of its own.
"""
