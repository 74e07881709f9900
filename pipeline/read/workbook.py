"""One returned file → head, rows and findings, as plain values that travel between processes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.read.grid import Sheet, read_sheets
from pipeline.read.guard import Unreadable
from pipeline.read.layout import Place, Required, data_sheets, head_texts, meta_texts
from pipeline.read.scan import column_number
from schemas.returned import normal
from schemas.template import ALL_COLUMNS
from schemas.vocabulary import Book

_SUBTOTAL = re.compile(r"(合计|总计|小计|共计)[::]?(\d+[条篇]?)?")
_NEVER_IN_A_SUBTOTAL: dict[Book, tuple[str, ...]] = {
    Book.ADOPTION: ("outlet_text",),
    Book.SUBMISSION: ("authors", "submitted_at"),
}
_KEYS = [column.key for column in ALL_COLUMNS]
Record = dict[str, str | int]


@dataclass(frozen=True)
class TableReading:
    """Where a book was found in a file, and how many of its lines either way of reading has."""

    sheet: str
    scanned_rows: int
    read_rows: int
    letters: dict[str, str]


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
    sheets = read_sheets(data)
    meta = meta_texts(sheets)
    reading.head = {**meta, "meta_unit": meta["unit_code"], "unit_code": ""}
    found = data_sheets(sheets, required)
    reading.head |= head_texts(found[0][0], found[0][1].header_row)
    parts = [(place.book, *_table(sheet, place)) for sheet, place in found]
    # only now that every sheet could be read: of a file that is set aside no row may go on
    reading.tables = {book: table for book, table, _, _ in parts}
    reading.rows = [row for _, _, rows, _ in parts for row in rows]
    reading.findings = [finding for *_, findings in parts for finding in findings]


def _table(sheet: Sheet, place: Place) -> tuple[TableReading, list[Record], list[Record]]:
    """One book's table, its lines and its findings; raises Unreadable when two ways of counting lines differ."""
    merged = _merged_cells(sheet, place)
    rows = list(_rows(sheet, place, merged))
    scanned = sum(row > place.header_row for row in sheet.scan.content_rows)
    if len(rows) != scanned:
        raise Unreadable("R09", f"两种读法行数不同：{scanned}行、{len(rows)}行")
    table = TableReading(sheet.name, scanned, len(rows), place.letters)
    return table, rows, list(_findings(sheet, place, merged))


def _merged_cells(sheet: Sheet, place: Place) -> dict[tuple[int, int], str]:
    """Cells covered by a merge down a column of the table, with the text they stand for."""
    columns = {column_number(letter) for letter in place.letters.values()}
    covered: dict[tuple[int, int], str] = {}
    for area in sheet.scan.merges:
        corners = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", area)
        if not corners or int(corners[2]) <= place.header_row:
            continue
        left, right = column_number(corners[1]), column_number(corners[3])
        top, bottom = int(corners[2]), min(int(corners[4]), len(sheet.cells))
        if left == right and left in columns:
            covered |= {(row, left): sheet.text(top, left) for row in range(top + 1, bottom + 1)}
    return covered


def _rows(sheet: Sheet, place: Place, merged: dict[tuple[int, int], str]) -> Iterator[Record]:
    """Every line below the header that holds anything, blank-looking and subtotal lines included."""
    last = max(len(sheet.cells), *sheet.scan.content_rows)
    for number in range(place.header_row + 1, last + 1):
        own = sheet.cells[number - 1] if number <= len(sheet.cells) else []
        if not any(own) and number not in sheet.scan.content_rows:
            continue
        texts = {
            key: (merged.get((number, column_number(letter))) or sheet.text(number, column_number(letter))).strip()
            for key, letter in place.letters.items()
        }
        filler = _filler(place.book, own, texts)
        origin: Record = {"sheet": sheet.name, "book": place.book.value, "sheet_row": number, "filler": filler}
        yield {"path": "", **origin, **dict.fromkeys(_KEYS, ""), **texts}


def _filler(book: Book, own: list[str], texts: dict[str, str]) -> str:
    """空行 when only a serial number or nothing stands there, 小计 when a cell says so and nothing else denies it."""
    filled = [normal(text) for text in own if normal(text)]
    if not filled or filled == [normal(texts.get("serial", ""))]:
        return "空行"
    said = any(_SUBTOTAL.fullmatch(text) for text in filled)
    return "小计" if said and not any(texts.get(key) for key in _NEVER_IN_A_SUBTOTAL[book]) else ""


def _findings(sheet: Sheet, place: Place, merged: dict[tuple[int, int], str]) -> Iterator[Record]:
    letters = {letter: key for key, letter in place.letters.items()}

    def finding(code: str, cell: str, found: str) -> Record:
        return {"code": code, "sheet": sheet.name, "cell": cell, "found": found}

    if place.moved:
        yield finding("R26", f"A{place.header_row}", f"表头在第{place.header_row}行")
    for letter, text in place.extra.items():
        yield finding("R24", f"{letter}{place.header_row}", text)
    for reference in sorted(sheet.scan.formulas - sheet.scan.errors.keys()):
        letter = reference.rstrip("0123456789")
        row = int(reference[len(letter) :])
        if letter in letters and row > place.header_row:
            yield finding("R21", reference, sheet.text(row, column_number(letter)))
    for (row, column), text in merged.items():
        letter = next(name for name in letters if column_number(name) == column)
        yield finding("R22", f"{letter}{row}", text)
    for row in sorted(sheet.scan.hidden_rows & sheet.scan.content_rows):
        if row > place.header_row:
            yield finding("R23", f"A{row}", f"第{row}行")
