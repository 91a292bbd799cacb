"""Signs: what the text of a ticket shows that a confidence does not, such as hidden words.

They are looked for once a run and kept with the decision, so that a policy changed later can be
applied without asking a router again.
"""

from routing.signs.sign import Sign, SignKind

__all__ = ["Sign", "SignKind"]
