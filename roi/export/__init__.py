"""The documents: workbook, report, slides and flows, all made from one prepared report."""
