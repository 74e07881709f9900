"""What a later version of a return would change in the one that counts, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import pandas as pd

from schemas.records import Differences
from schemas.template import COLUMNS, Column
from schemas.vocabulary import RETURNED_BOOKS, Book

WHOLE_ROW = "整行"
NO_SHEET, HAS_SHEET = "没有此表", "有此表"
Row = dict[str, Any]
Cell = tuple[str, str, str]
"""File, sheet and cell."""


@dataclass(frozen=True)
class Versions:
    """What was read of all files: their lines (`returned.ReturnedRows`), column places and the sheets they have."""

    rows: pd.DataFrame
    placements: pd.DataFrame
    sheets: pd.DataFrame

    def lines(self, path: str, book: Book) -> list[Row]:
        """The filled lines of a book of a file, from the top."""
        own = (self.rows["path"] == path) & (self.rows["book"] == book) & (self.rows["filler"] == "")
        found = self.rows[own].sort_values("sheet_row", kind="stable").to_dict("records")
        return [{str(name): value for name, value in row.items()} for row in found]

    def letters(self, path: str, book: Book) -> dict[str, str]:
        """Key of a column → its letter in a file's sheet."""
        own = self.placements[(self.placements["path"] == path) & (self.placements["book"] == book)]
        return dict(zip(own["key"], own["letter"], strict=True))

    def sheet(self, path: str, book: Book) -> str:
        """The name of a book's sheet in a file; blank where there is none."""
        own = self.sheets[(self.sheets["path"] == path) & (self.sheets["book"] == book)]
        return str(own["sheet"].iloc[0]) if len(own) else ""


def differences(
    versions: Versions, pairs: Mapping[str, str], units: Mapping[str, str], asked: Set[Cell]
) -> pd.DataFrame:
    """`records.Differences` of each correction in `pairs` (its path → the path that counts).

    `units`: path → unit code; `asked` are the cells of counted versions that the unit was asked to mend. Lines alike
    in all cells are the same line wherever they stand; the others are compared by their row in the sheet.
    """
    return Differences.of(
        {**found, "unit_code": units[path], "path": path, "counted_path": counted}
        for path, counted in pairs.items()
        for book in RETURNED_BOOKS
        for found in _of_book(versions, path, counted, book, asked)
    )


def _of_book(versions: Versions, path: str, counted: str, book: Book, asked: Set[Cell]) -> Iterator[Row]:
    old_sheet, new_sheet = versions.sheet(counted, book), versions.sheet(path, book)
    common = {"book": book.value, "sheet": old_sheet or new_sheet}
    if bool(old_sheet) != bool(new_sheet):
        said = [HAS_SHEET if sheet else NO_SHEET for sheet in (old_sheet, new_sheet)]
        yield {**common, "cell": "", "column": "", "counted": said[0], "corrected": said[1], "asked": False}
    columns = _compared(book)
    letters = versions.letters(counted, book)
    for old, new in _paired(versions.lines(counted, book), versions.lines(path, book), columns):
        if old is None or new is None:
            yield {**common, **_whole_row(old, new, columns), "asked": False}
            continue
        for column in columns:
            if old[column.key] != new[column.key]:
                cell = (
                    f"{letters[column.key]}{old['sheet_row']}" if column.key in letters else f"第{old['sheet_row']}行"
                )
                said_of = {"column": column.header, "counted": old[column.key], "corrected": new[column.key]}
                yield {**common, **said_of, "cell": cell, "asked": (counted, old_sheet, cell) in asked}


def unlike(rows: list[Row], others: list[Row], book: Book) -> list[Row]:
    """The rows of a book that no other row is alike in every cell but its serial number."""
    return _unlike(rows, others, _compared(book))


def _compared(book: Book) -> list[Column]:
    return [column for column in COLUMNS[book] if column.key != "serial"]


def _paired(old: list[Row], new: list[Row], columns: list[Column]) -> Iterator[tuple[Row | None, Row | None]]:
    """Lines that stand for each other and are not alike, and lines that are in one version only, from the top."""
    left, right = _unlike(old, new, columns), _unlike(new, old, columns)
    by_row = {row["sheet_row"]: row for row in right}
    pairs = [(row, by_row.pop(row["sheet_row"], None)) for row in left]
    yield from pairs
    yield from ((None, row) for row in by_row.values())


def _unlike(rows: list[Row], others: list[Row], columns: list[Column]) -> list[Row]:
    """The rows that no other row is alike; each other row answers for one."""
    said = [tuple(row[column.key] for column in columns) for row in others]
    found = []
    for row in rows:
        text = tuple(row[column.key] for column in columns)
        if text in said:
            said.remove(text)
        else:
            found.append(row)
    return found


def _whole_row(old: Row | None, new: Row | None, columns: list[Column]) -> Row:
    row = old or new or {}
    texts = [_in_short(one, columns) if one else "" for one in (old, new)]
    return {"cell": f"第{row['sheet_row']}行", "column": WHOLE_ROW, "counted": texts[0], "corrected": texts[1]}


def _in_short(row: Row, columns: list[Column]) -> str:
    return "；".join(row[column.key] for column in columns if row[column.key])
