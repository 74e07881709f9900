"""template: the office's standard workbook, blank for each unit of a period or filled, as schemas/template.py declares it."""
