"""Workbooks of the older format (.xls, .et of WPS): cells by calamine, counted by xlrd, formulas by their own records."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from pipeline.read.guard import Unreadable, has_macros
from pipeline.read.sheet import Contents, Scan, column_letter
from pipeline.read.texts import by_calamine, sheets_of

STREAMS = ("Workbook", "Book")
BOUNDSHEET, FORMULA, BOF, EOF = 0x85, 0x06, 0x809, 0x0A
WORKSHEET = 0
"""The kind that a BOUNDSHEET record gives a sheet with cells."""


def xls_contents(data: bytes) -> Contents:
    """The worksheets of an .xls or .et; raises Unreadable."""
    scans = _scan_xls(data)
    notes = any(scan.notes for scan in scans.values())
    return Contents(sheets_of(by_calamine(data, scans), scans), has_macros(data), notes)


def _scan_xls(data: bytes) -> dict[str, Scan]:
    import xlrd  # only these files need it

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        formulas = _formulas(data)
        return {sheet.name: _scan_xls_sheet(sheet, next(formulas)) for sheet in book.sheets()}
    except Unreadable:
        raise
    except Exception as error:  # xlrd raises whatever its parser meets in a broken file
        raise Unreadable("R04" if "encrypted" in str(error) else "R09", str(error)[:80]) from None


def _scan_xls_sheet(sheet: Any, formulas: set[str]) -> Scan:
    import xlrd

    scan = Scan(formulas=formulas)
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True), start=1):
            if kind == xlrd.XL_CELL_ERROR:
                scan.errors[f"{column_letter(column)}{row + 1}"] = xlrd.error_text_from_code[value]
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and value != "":
                scan.add_content(row + 1, column)
    scan.notes = bool(sheet.cell_note_map)
    scan.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    scan.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    scan.merges = [
        f"{column_letter(left + 1)}{top + 1}:{column_letter(right)}{bottom}"
        for top, bottom, left, right in sheet.merged_cells
    ]
    return scan


def _formulas(data: bytes) -> Iterator[set[str]]:
    """For each worksheet in order, the cells that are calculated: xlrd gives their results only."""
    from xlrd.compdoc import CompDoc

    document = CompDoc(data, logfile=io.StringIO())
    stream = next(found for name in STREAMS if (found := document.get_named_stream(name)))
    for kind, place in _records(stream, 0):
        if kind == BOUNDSHEET and stream[place + 5] == WORKSHEET:
            (start,) = struct.unpack_from("<I", stream, place)
            cells = (struct.unpack_from("<HH", stream, at) for kind, at in _records(stream, start) if kind == FORMULA)
            yield {f"{column_letter(column + 1)}{row + 1}" for row, column in cells}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The records of one substream, those of charts within it included: kind, and where its content begins."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        at += 4 + length
