"""Write 《待认定》: sheets, drop-downs and print set-up, as schemas/to_decide.py declares them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.run import Checked, Scored
from pipeline.template.form import BOXED, GIVEN, HEADER, PLAIN, put, span
from pipeline.template.table import dated
from pipeline.to_decide.lines import Prepared, file_lines, listed, once, outlet_lines, pending_lines
from pipeline.to_decide.twins import twin_lines
from schemas.assessment import Assessment
from schemas.roster import OUTLET_KINDS, YES_NO
from schemas.steps import ManualStep
from schemas.to_decide import (
    BLANK_LINES,
    DAYS,
    ENTRIES,
    FILES,
    OUTLETS,
    ROWS,
    SHEETS,
    TWINS,
    DecideSheet,
    Field,
)

TO_FILL = {**HEADER, "bg_color": "#FFF2CC"}
HEADER_ROW = 2
"""Counted from 0: title and note stand above."""
LISTS = "_lists"
"""Hidden; holds the units, people and levels that a cell may be filled with."""
NOTHING = "没有需要认定的。"


@dataclass(frozen=True)
class Choices:
    """Words a column may be filled with: short ones in the check itself, others as a range of the hidden sheet."""

    words: dict[str, tuple[str, ...]]

    def source(self, key: str) -> str:
        """The range of a column's words in the hidden sheet; blank where it has none."""
        if not self.words.get(key):
            return ""
        at = list(self.words).index(key)
        return f"={LISTS}!${chr(65 + at)}$1:${chr(65 + at)}${len(self.words[key])}"


def to_decide_file(checked: Checked, scored: Scored | None, assessment: Assessment) -> bytes:
    """The workbook of what needs a person; the same tables give the same bytes. `scored` is None before rows are judged."""
    lines: dict[str, list[Prepared]] = {
        ROWS.name: once(pending_lines(checked, scored, assessment)),
        FILES.name: list(file_lines(checked)),
        OUTLETS.name: list(outlet_lines(checked, scored)),
        TWINS.name: once(twin_lines(checked, scored)),
        ENTRIES.name: [Prepared({})] * BLANK_LINES,
    }
    # an assessment without entries needs no sheet for them
    sheets = SHEETS if assessment.entry_kinds() else [sheet for sheet in SHEETS if sheet is not ENTRIES]
    stream, choices = BytesIO(), Choices(_words(checked, assessment))
    with Workbook(stream, {"in_memory": True}) as book:
        title = f"{checked.period.label}待认定事项"
        book.set_properties({"title": title, "created": datetime.combine(checked.period.first_day, time())})
        for sheet in sheets:
            _write_sheet(book, sheet, lines[sheet.name], choices, f"{title}：{sheet.name}")
        _write_lists(book, choices)
    return stream.getvalue()


def _words(checked: Checked, assessment: Assessment) -> dict[str, tuple[str, ...]]:
    """Key of a column → what may be filled in, wherever that does not depend on the line."""
    levels = [
        row.level for step in assessment.steps if isinstance(step, ManualStep) for row in step.tariff if row.level
    ]
    units = zip(checked.units["unit_code"], checked.units["name"], strict=True)
    people = zip(checked.people["person_code"], checked.people["name"], checked.people["unit_code"], strict=True)
    return {
        "unit_code": tuple(f"{code} {name}" for code, name in units),
        "person": tuple(dict.fromkeys(f"{code} {name}（{unit}）" for code, name, unit in people)),
        "tier": tuple(assessment.tier_names().values()),
        "outlet_kind": OUTLET_KINDS,
        "in_targets": tuple(YES_NO),
        "in_cash": tuple(YES_NO),
        "entry_kind": tuple(assessment.entry_kinds()),
        "level": tuple(dict.fromkeys(levels)),
    }


def _write_sheet(book: Workbook, sheet: DecideSheet, lines: Sequence[Prepared], choices: Choices, title: str) -> None:
    made, last = book.add_worksheet(sheet.name), len(sheet.fields) - 1
    span(made, (0, 0), last, title, book.add_format({**PLAIN, "font_name": "黑体", "font_size": 16, "align": "center"}))
    note = sheet.note if lines else f"{NOTHING}{sheet.note}"
    span(made, (1, 0), last, note, book.add_format({**PLAIN, "font_color": "#C00000", "align": "left"}))
    given, filled = book.add_format({**GIVEN, "font_size": 10}), book.add_format({**BOXED, "font_size": 10})
    day = book.add_format({**BOXED, "font_size": 10, "num_format": "yyyy-m-d", "align": "center"})
    for at, field in enumerate(sheet.fields):
        made.write_string(HEADER_ROW, at, field.title, book.add_format(TO_FILL if field.fill else HEADER))
        for row, line in enumerate(lines, start=HEADER_ROW + 1):
            style = (day if field.key in DAYS else filled) if field.fill or not _is_given(field, line) else given
            put(made, row, at, line.cells.get(field.key) or None, style)
        _add_checks(made, sheet, at, lines, choices)
    _set_page(made, sheet, lines)


def _is_given(field: Field, line: Prepared) -> bool:
    """A column of the product is the officer's where the product does not know: the unit of a held file."""
    return bool(line.cells.get(field.key)) or field.key != "unit_code"


def _add_checks(made: Worksheet, sheet: DecideSheet, at: int, lines: Sequence[Prepared], choices: Choices) -> None:
    """Drop-downs: of each line its own words, and below the last line any that a line may have."""
    field, first = sheet.fields[at], HEADER_ROW + 1
    end = first + max(len(lines), 1) + (0 if sheet is ENTRIES else BLANK_LINES) - 1
    if check := _check(sheet, field, choices):
        made.data_validation(first, at, end, at, check)
        return
    for row, line in enumerate(lines, start=first):
        if own := line.choices.get(field.key):
            made.data_validation(row, at, row, at, _one_of(field.title, list(own)))
    if below := listed(lines, field.key):
        made.data_validation(first + len(lines), at, end, at, _one_of(field.title, list(below)))


def _check(sheet: DecideSheet, field: Field, choices: Choices) -> dict[str, Any]:
    """What a column may be filled with, the same for every line."""
    if field.key in DAYS:
        return dated(field.title, "如 2026-9-22")
    asked = field.fill or (sheet is FILES and field.key == "unit_code")
    source = choices.source("entry_kind" if sheet is ENTRIES and field.key == "kind" else field.key)
    return _one_of(field.title, source) if asked and source else {}


def _one_of(name: str, source: list[str] | str) -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_title": name, "error_message": "请从下拉列表中选择。"}


def _set_page(made: Worksheet, sheet: DecideSheet, lines: Sequence[Prepared]) -> None:
    """Widths, heights after the longest text of a line, frozen header, A3 landscape one page wide."""
    for at, field in enumerate(sheet.fields):
        made.set_column(at, at, field.width)
    for row, height in ((0, 30), (1, 30), (HEADER_ROW, 32)):
        made.set_row(row, height)
    for row, line in enumerate(lines, start=HEADER_ROW + 1):
        made.set_row(row, _height(sheet, line))
    made.freeze_panes(HEADER_ROW + 1, 1)
    made.set_landscape()
    made.set_paper(8)
    made.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.5)
    made.fit_to_pages(1, 0)
    made.repeat_rows(HEADER_ROW)
    made.set_footer("&C第&P页 共&N页")


def _height(sheet: DecideSheet, line: Prepared) -> int:
    """Points for the tallest cell: a Chinese character takes two of the width's units."""
    tallest = 2
    for field in sheet.fields:
        parts = str(line.cells.get(field.key, "")).split("\n")
        rows = sum(max(1, -(-2 * len(part) // (field.width - 1))) for part in parts)
        tallest = max(tallest, rows)
    return min(14 * tallest + 4, 400)


def _write_lists(book: Workbook, choices: Choices) -> None:
    hidden = book.add_worksheet(LISTS)
    for at, words in enumerate(choices.words.values()):
        for row, word in enumerate(words):
            hidden.write_string(row, at, word)
    hidden.hide()
