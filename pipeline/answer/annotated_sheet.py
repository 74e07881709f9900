"""One sheet of the annotated workbook: the unit's own text at its own cells, faults filled and noted, a column to filter on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from pipeline.answer.faces import breadth
from pipeline.answer.originals import Original
from schemas.vocabulary import Severity

PROBLEMS = "问题"
PROBLEMS_WIDTH = 46
NARROWEST, WIDEST = 8, 32
NOTE_WIDTH, NOTE_LINE, NOTE_LETTERS = 300, 18, 40
"""Of a note: pixels across, pixels a line, narrow letters a line."""
HIGHEST_FROZEN = 12
"""Rows; a header further down is not frozen, or nothing below it would be left to see."""
Cell = tuple[int, int]


class HasFaces(Protocol):
    """Gives the format of a kind of cell."""

    def of(self, kind: str) -> Format:
        """The format of a kind of cell."""


def write_sheet(sheet: Worksheet, original: Original, findings: pd.DataFrame, faces: HasFaces) -> None:
    """Write a sheet's cells, its findings (those of this sheet only), and the column 问题."""
    at = dict(_by_cell(findings))
    wide, deep = _extent(original, at)
    _write_cells(sheet, original, at, faces)
    by_row: dict[int, list[str]] = {}
    for (row, _), found in at.items():
        by_row.setdefault(row, []).extend(_brief(one) for one in found)
    sheet.write_string(original.header_row - 1, wide, PROBLEMS, faces.of("header"))
    for row, texts in by_row.items():
        if row >= original.header_row:
            sheet.write_string(row, wide, "\n".join(texts), faces.of("boxed"))
    _set_up(sheet, original, wide, deep)


def _by_cell(findings: pd.DataFrame) -> Iterator[tuple[Cell, list[dict[str, Any]]]]:
    """(row, column) from 0 → the findings there, in the order of the sheet; those without a cell are left out."""
    placed = findings[findings["cell"] != ""]
    groups = {xl_cell_to_rowcol(str(cell)): group.to_dict("records") for cell, group in placed.groupby("cell")}
    yield from ((cell, groups[cell]) for cell in sorted(groups))  # type: ignore[misc]


def _extent(original: Original, at: dict[Cell, list[dict[str, Any]]]) -> Cell:
    """Columns and rows that hold anything."""
    filled = [(row, column) for row, cells in enumerate(original.cells) for column, text in enumerate(cells) if text]
    places = [*filled, *at, (original.header_row - 1, 0)]
    return max(column for _, column in places) + 1, max(row for row, _ in places) + 1


def _write_cells(
    sheet: Worksheet, original: Original, at: dict[Cell, list[dict[str, Any]]], faces: HasFaces
) -> None:  # fmt: skip
    """All text as text; a cell with findings takes the colour of the weightiest and a note of all."""
    for row, cells in enumerate(original.cells):
        kind = "plain" if row < original.header_row - 1 else "header" if row == original.header_row - 1 else "boxed"
        for column, text in enumerate(cells):
            if text and (row, column) not in at:
                sheet.write_string(row, column, text, faces.of(kind))
    for (row, column), found in at.items():
        style = faces.of(_weightiest(found))
        text = original.cells[row][column] if row < len(original.cells) and column < len(original.cells[row]) else ""
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)
        _write_note(sheet, row, column, "\n\n".join(map(note, found)))


def _weightiest(found: list[dict[str, Any]]) -> str:
    order = list(Severity)
    return str(min((Severity(one["severity"]) for one in found), key=order.index))


def note(finding: dict[str, Any]) -> str:
    """What stands in a cell's note: what was found, what was expected, what to do, and the clause."""
    lines = [
        f"【{finding['severity']}】填写内容：{finding['found'] or '（空）'}",
        f"应为：{finding['expected']}",
        f"怎样处理：{finding['action']}",
        f"依据：{finding['clause']}" if finding["clause"] else "",
    ]
    return "\n".join(filter(None, lines))


def _write_note(sheet: Worksheet, row: int, column: int, text: str) -> None:
    lines = sum(1 + breadth(line) // NOTE_LETTERS for line in text.split("\n"))
    options = {
        "author": "",
        "font_name": "宋体",
        "font_size": 9,
        "width": NOTE_WIDTH,
        "height": NOTE_LINE * (lines + 1),
    }
    sheet.write_comment(row, column, text, options)


def _brief(finding: dict[str, Any]) -> str:
    return f"{finding['cell']} {finding['severity']}：{finding['action']}"


def _set_up(sheet: Worksheet, original: Original, wide: int, deep: int) -> None:
    """Widths by what the columns hold, header frozen, a filter on every column, A4 landscape with notes left out."""
    for column in range(wide):
        table = original.cells[original.header_row - 1 :]
        widest = max((breadth(row[column]) for row in table if column < len(row)), default=0)
        sheet.set_column(column, column, max(NARROWEST, min(WIDEST, widest + 3)))
    sheet.set_column(wide, wide, PROBLEMS_WIDTH)
    sheet.autofilter(original.header_row - 1, 0, max(deep - 1, original.header_row), wide)
    if original.header_row <= HIGHEST_FROZEN:
        sheet.freeze_panes(original.header_row, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(original.header_row - 1)
    sheet.set_footer("&C第&P页 共&N页")
