"""《待认定》: what needs the office's word, with the evidence beside it, as a workbook the officer fills and hands back."""

from pipeline.to_decide.workbook import to_decide_file

__all__ = ["to_decide_file"]
