"""The model: the lines of benefits and costs, their formulas, and monthly cash flows."""
