"""The presenter view: one message a page, large, with nothing around it."""
