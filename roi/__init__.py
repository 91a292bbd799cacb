"""The business case: a pure model of savings and costs that a finance director can audit."""
