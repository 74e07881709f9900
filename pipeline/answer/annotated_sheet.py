"""One sheet of the annotated workbook: the unit's own text at its own cells, faults filled and noted, a column to filter on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TypeAlias

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from pipeline.answer.faces import breadth, height
from pipeline.answer.letter import cut
from pipeline.answer.originals import Original
from pipeline.answer.told import label
from schemas.vocabulary import Severity

PROBLEMS = "问题"
PROBLEMS_WIDTH = 40
NARROWEST, WIDEST = 7, 34
NOTE_WIDTH, NOTE_LINE, NOTE_LETTERS = 300, 18, 40
"""Of a note: pixels across, pixels a line, narrow letters a line."""
LONGEST_QUOTE = 500
"""Characters of a cell repeated in its note; a note that is too long would be left out."""
HIGHEST_FROZEN = 12
"""Rows; a header further down is not frozen, or nothing below it would be left to see."""
LABELS = {"填写": "填写内容"}
Cell: TypeAlias = tuple[int, int]
Found: TypeAlias = list[dict[str, Any]]
"""Lines of `records.Findings` at one cell."""


class HasFaces(Protocol):
    """Gives the format of a kind of cell."""

    def of(self, kind: str) -> Format:
        """The format of a kind of cell."""


def write_sheet(sheet: Worksheet, original: Original, findings: pd.DataFrame, faces: HasFaces) -> None:
    """Write a sheet's cells, its findings (those of this sheet only), and the column 问题."""
    at = dict(_by_cell(findings))
    page = _page(original, at)
    _write_cells(sheet, page, original.header_row, faces)
    for (row, column), found in at.items():
        _write_found(sheet, row, column, page[row][column], found, faces)
    problems = _by_row(at)
    sheet.write_string(original.header_row - 1, len(page[0]), PROBLEMS, faces.of("header"))
    for row in range(original.header_row, len(page)):
        _put(sheet, row, len(page[0]), problems.get(row, ""), faces.of("boxed"))
    _set_up(sheet, original.header_row, page, problems)


def _by_cell(findings: pd.DataFrame) -> Iterator[tuple[Cell, Found]]:
    """(row, column) from 0 → the findings there, in the order of the sheet; those without a cell are left out."""
    placed = findings[findings["cell"] != ""]
    groups = {xl_cell_to_rowcol(str(cell)): group.to_dict("records") for cell, group in placed.groupby("cell")}
    yield from ((cell, groups[cell]) for cell in sorted(groups))  # type: ignore[misc]


def _page(original: Original, at: Mapping[Cell, Found]) -> list[list[str]]:
    """The sheet's text as a rectangle that holds all of it, its header row and every cell with findings."""
    filled = [(row, column) for row, cells in enumerate(original.cells) for column, text in enumerate(cells) if text]
    places = [*filled, *at, (original.header_row - 1, 0)]
    wide, deep = max(column for _, column in places) + 1, max(row for row, _ in places) + 1
    rows = [list(original.cells[row][:wide]) if row < len(original.cells) else [] for row in range(deep)]
    return [row + [""] * (wide - len(row)) for row in rows]


def _by_row(at: Mapping[Cell, Found]) -> dict[int, str]:
    """What is said in the column 问题 of each row below the header."""
    texts: dict[int, list[str]] = {}
    for (row, _), found in at.items():
        texts.setdefault(row, []).extend(_brief(one) for one in found)
    return {row: "\n".join(said) for row, said in texts.items()}


def _write_cells(sheet: Worksheet, page: list[list[str]], header_row: int, faces: HasFaces) -> None:
    """All text as text; the table is ruled, what stands above it is not."""
    for row, cells in enumerate(page):
        kind = "plain" if row < header_row - 1 else "header" if row == header_row - 1 else "boxed"
        for column, text in enumerate(cells):
            if text or row >= header_row - 1:
                _put(sheet, row, column, text, faces.of(kind))


def _put(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def _write_found(sheet: Worksheet, row: int, column: int, text: str, found: Found, faces: HasFaces) -> None:
    """A cell with findings: the colour of the weightiest and a note of all."""
    _put(sheet, row, column, text, faces.of(_weightiest(found)))
    _write_note(sheet, row, column, "\n\n".join(map(note, found)))


def _weightiest(found: Found) -> str:
    order = list(Severity)
    return str(min((Severity(one["severity"]) for one in found), key=order.index))


def note(finding: dict[str, Any]) -> str:
    """What stands in a cell's note: what was found, what was expected, what to do, and the clause."""
    lines = [
        f"【{finding['severity']}】{LABELS.get(label(finding), label(finding))}：{cut(finding['found'], LONGEST_QUOTE) or '（空）'}",
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


def _set_up(sheet: Worksheet, header_row: int, page: list[list[str]], problems: Mapping[int, str]) -> None:
    """Widths and heights by what stands there, header frozen, a filter on every column, A4 landscape."""
    table = page[header_row - 1 :]
    widths = [
        max(NARROWEST, min(WIDEST, max(breadth(row[column]) for row in table) + 3)) for column in range(len(page[0]))
    ]
    for column, width in enumerate([*widths, PROBLEMS_WIDTH]):
        sheet.set_column(column, column, width)
    for row, cells in enumerate(table, start=header_row - 1):
        sheet.set_row(row, height(zip([*cells, problems.get(row, "")], [*widths, PROBLEMS_WIDTH], strict=True)))
    sheet.autofilter(header_row - 1, 0, max(len(page) - 1, header_row), len(page[0]))
    if header_row <= HIGHEST_FROZEN:
        sheet.freeze_panes(header_row, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row - 1)
    sheet.set_footer("&C第&P页 共&N页")
