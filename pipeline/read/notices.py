"""What is to be said of a sheet that was read: what stands elsewhere than in the template, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.read.head import Head
from pipeline.read.layout import Place
from pipeline.read.lines import Merged, Record
from pipeline.read.sheet import Sheet, column_letter, column_number, place_of
from schemas.layouts import Layout

MAX_SHOWN = 60
"""Characters of a longer passage that a finding quotes."""


def notice(sheet: str, code: str, cell: str, found: str) -> Record:
    """A finding as it travels from the worker; the file is added later."""
    return {"code": code, "sheet": sheet, "cell": cell, "found": found}


def sheet_notices(sheet: Sheet, place: Place, head: Head, merged: Merged, rows: list[Record]) -> list[Record]:
    """All that is to be said of one book's sheet."""
    return [
        *_header_notices(sheet, place),
        *_above(sheet, head),
        *_formulas(sheet, place),
        *_merges(sheet, place, merged, rows),
        *_hidden(sheet, place),
        *_beside(sheet, place, rows),
    ]


def other_sheets(sheets: Iterable[Sheet], read: Iterable[str], layout: Layout) -> Iterator[Record]:
    """Sheets with content that is not read."""
    known = {*read, *layout.own_sheets}
    for sheet in sheets:
        if sheet.name not in known and sheet.scan.content_rows:
            yield notice(sheet.name, "R27", "", f"{len(sheet.scan.content_rows)}行")


def _header_notices(sheet: Sheet, place: Place) -> Iterator[Record]:
    if place.moved:
        yield notice(sheet.name, "R26", f"A{place.header_row}", f"表头在第{place.header_row}行")
    for letter, text in place.extra.items():
        likely = f"（是否为“{place.likely[letter]}”）" if letter in place.likely else ""
        yield notice(sheet.name, "R24", f"{letter}{place.header_row}", text + likely)


def _above(sheet: Sheet, head: Head) -> Iterator[Record]:
    for row, texts in head.loose.items():
        yield notice(sheet.name, "R28", f"{column_letter(min(texts))}{row}", "、".join(texts.values())[:MAX_SHOWN])


def _formulas(sheet: Sheet, place: Place) -> Iterator[Record]:
    letters = set(place.letters.values())
    for reference in sorted(sheet.scan.formulas - sheet.scan.errors.keys()):
        row, column = place_of(reference)
        if column_letter(column) in letters and row > place.header_row:
            yield notice(sheet.name, "R21", reference, sheet.text(row, column))


def _merges(sheet: Sheet, place: Place, merged: Merged, rows: list[Record]) -> Iterator[Record]:
    for (row, column), text in merged.items():
        yield notice(sheet.name, "R22", f"{column_letter(column)}{row}", text)
    columns = [column_number(letter) for letter in place.letters.values()]
    filled = [int(row["sheet_row"]) for row in rows if not row["filler"]]
    for top, left, bottom, right in sheet.scan.areas:
        across = sum(left <= column <= right for column in columns) > 1
        if across and top > place.header_row and any(top <= row <= bottom for row in filled):
            yield notice(sheet.name, "R35", f"{column_letter(left)}{top}", sheet.text(top, left))


def _hidden(sheet: Sheet, place: Place) -> Iterator[Record]:
    how = "（筛选隐去）" if sheet.scan.filtered else ""
    for row in sorted(sheet.scan.hidden_rows & sheet.scan.content_rows):
        if row > place.header_row:
            yield notice(sheet.name, "R23", f"A{row}", f"第{row}行{how}")
    for letter in place.letters.values():
        if column_number(letter) in sheet.scan.hidden_columns:
            header = sheet.text(place.header_row, column_number(letter))
            yield notice(sheet.name, "R32", f"{letter}{place.header_row}", header)


def _beside(sheet: Sheet, place: Place, rows: list[Record]) -> Iterator[Record]:
    """Words in columns that have no header at all, one finding a line."""
    named = {column_number(letter) for letter in (*place.letters.values(), *place.extra)}
    for row in rows:
        number = int(row["sheet_row"])
        own = enumerate(sheet.row(number), start=1)
        if loose := {at: text for at, text in own if at not in named and text.strip()}:
            yield notice(
                sheet.name, "R29", f"{column_letter(min(loose))}{number}", "、".join(loose.values())[:MAX_SHOWN]
            )
