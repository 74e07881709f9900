"""The worksheets of a file of any accepted form: cells as text by one reader, counted by another."""

from __future__ import annotations

from pipeline.read.delimited import text_contents
from pipeline.read.guard import Kind, kind_of
from pipeline.read.ods import ods_contents
from pipeline.read.sheet import Contents
from pipeline.read.xls import xls_contents
from pipeline.read.xlsx import xlsx_contents

READERS = {
    Kind.XLSX: xlsx_contents,
    Kind.XLS: xls_contents,
    Kind.ODS: ods_contents,
    Kind.TEXT: text_contents,
}


def read_contents(data: bytes) -> Contents:
    """All worksheets of a file; raises Unreadable."""
    return READERS[kind_of(data)](data)
