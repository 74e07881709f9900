"""One returned file → head, rows and findings, as plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.read.grid import read_contents
from pipeline.read.guard import Unreadable
from pipeline.read.head import Head, head_of, lines_above, meta_texts
from pipeline.read.layout import Place, Required, data_sheets
from pipeline.read.lines import Record, lines_of, merged_cells
from pipeline.read.notices import notice, other_sheets, sheet_notices
from pipeline.read.sheet import Contents, Sheet, column_number
from pipeline.read.totals import typed_totals
from schemas.layouts import layout_of
from schemas.vocabulary import Book

BETWEEN = "；"
"""Between the unit names that the lines of a file give."""


@dataclass(frozen=True)
class TableReading:
    """Where a book was found in a file, and how many of its lines either way of reading has."""

    sheet: str
    scanned_rows: int
    read_rows: int
    letters: dict[str, str]


@dataclass(frozen=True)
class BookReading:
    """What one book's sheet gave."""

    table: TableReading
    head: Head
    rows: list[Record]
    findings: list[Record]
    owners: list[str]
    """Whose the lines are by a column of the unit's own, each name once."""


@dataclass
class FileReading:
    """What one file gave. `fault_code` is empty when it could be read; else there are no tables, rows or findings."""

    path: str
    head: dict[str, str] = field(default_factory=dict)
    tables: dict[Book, TableReading] = field(default_factory=dict)
    rows: list[Record] = field(default_factory=list)
    findings: list[Record] = field(default_factory=list)
    fault_code: str = ""
    fault: str = ""


def read_file(root: str, path: str, required: Required) -> FileReading:
    """Read one file of an arrivals folder; never raises for what a sender did."""
    reading = FileReading(path)
    try:
        _fill(reading, (Path(root) / path).read_bytes(), required)
    except Unreadable as error:
        reading.fault_code, reading.fault = error.code, error.found
    return reading


def _fill(reading: FileReading, data: bytes, required: Required) -> None:
    contents = read_contents(data)
    meta = meta_texts(contents.sheets)
    version = meta["template_version"]
    reading.head = {**meta, "meta_unit": meta["unit_code"], "unit_code": ""}
    found = data_sheets(contents.sheets, required, version)
    # only when every sheet could be read: of a file that is set aside no row may go on
    books = {place.book: _book(sheet, place) for sheet, place in found}
    owners = dict.fromkeys(name for book in books.values() for name in book.owners)
    reading.head |= books[Book.ADOPTION].head.texts() | {"row_units": BETWEEN.join(owners)}
    reading.tables = {name: book.table for name, book in books.items()}
    reading.rows = [row for book in books.values() for row in book.rows]
    reading.findings = [finding for book in books.values() for finding in book.findings]
    reading.findings += other_sheets(contents.sheets, [sheet.name for sheet, _ in found], layout_of(version))
    reading.findings += _besides(contents)


def _besides(contents: Contents) -> list[Record]:
    """What came with the cells and was left alone."""
    found = [("R38", "宏", contents.macros), ("R39", "批注或文本框", contents.notes)]
    return [notice("", code, "", what) for code, what, came in found if came]


def _book(sheet: Sheet, place: Place) -> BookReading:
    """One book's table; raises Unreadable when lines may be lost: two counts differ, or lines stand above the header."""
    head, merged = head_of(sheet, place), merged_cells(sheet, place)
    if above := lines_above(head, place):
        raise Unreadable("R30", "、".join(f"第{row}行" for row in above)[:80])
    rows = list(lines_of(sheet, place, merged))
    scanned = sum(row > place.header_row for row in sheet.scan.content_rows)
    if len(rows) != scanned:
        raise Unreadable("R09", f"两种读法行数不同：{scanned}行、{len(rows)}行")
    table = TableReading(sheet.name, scanned, len(rows), place.letters)
    findings = [*sheet_notices(sheet, place, head, merged, rows), *typed_totals(sheet, head, rows)]
    return BookReading(table, head, rows, findings, _owners(sheet, place, rows))


def _owners(sheet: Sheet, place: Place, rows: list[Record]) -> list[str]:
    """The texts of a column that says whose each line is, in the order of the sheet."""
    columns = [column_number(letter) for letter in place.owners]
    texts = (sheet.text(int(row["sheet_row"]), at).strip() for row in rows if not row["filler"] for at in columns)
    return list(dict.fromkeys(text for text in texts if text))
