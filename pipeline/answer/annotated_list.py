"""The first sheet of the annotated workbook, 问题汇总: every finding told, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.answer.faces import face, height
from pipeline.answer.told import shown
from schemas.vocabulary import Severity

LIST_SHEET = "问题汇总"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6), ("轻重", 8), ("工作表", 12), ("单元格", 9), ("填写内容", 30), ("应为", 28), ("怎样处理", 46), ("依据", 34),
)  # fmt: skip
"""Header and width."""
LEGEND: dict[Severity, str] = {
    Severity.ERROR: "该行暂不认定，或者不予认定",
    Severity.WARNING: "该行照常处理，请按要求补正",
    Severity.NOTICE: "供核对，不需补正",
}
HEADER_ROW = 7
MOST_LINKS = 60_000
"""A worksheet may have 65,530; beyond that the cell is named without a link."""


@dataclass(frozen=True)
class Head:
    """What stands above the list: title and facts; `clauses` says in brief what the clauses cited ask."""

    title: str
    facts: tuple[str, ...]
    clauses: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[int, str] = field(default_factory=dict)
    """row_id → what stands in the column 单元格 for a finding of a row that has no such cell."""


def write_list(book: Workbook, head: Head, findings: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Add the sheet; `names` are what the unit's sheets are called in this workbook."""
    sheet = book.add_worksheet(LIST_SHEET)
    styles = {kind: book.add_format(face(kind)) for kind in ("title", "plain", "header", "boxed", "centred", "link")}
    colours: dict[str, Format] = {
        severity.value: book.add_format({**face(severity), "align": "center"}) for severity in Severity
    }
    sheet.write_string(0, 0, head.title, styles["title"])
    for row, text in enumerate(head.facts[:2], start=1):
        sheet.write_string(row, 0, text, styles["plain"])
    for row, severity in enumerate(Severity, start=3):
        sheet.write_string(row, 0, severity, colours[severity])
        sheet.write_string(row, 1, LEGEND[severity], styles["plain"])
    for at, (name, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADER_ROW - 1, at, name, styles["header"])
    for number, finding in enumerate(findings.to_dict("records"), start=1):
        _write_line(sheet, number, finding, head, names, {**styles, **colours})
    _set_up(sheet, len(findings))


def _write_line(
    sheet: Worksheet, number: int, finding: dict[Any, Any], head: Head, names: Mapping[str, str],
    styles: Mapping[str, Format],
) -> None:  # fmt: skip
    row, found = HEADER_ROW - 1 + number, shown(finding)
    sheet.write_number(row, 0, number, styles["centred"])
    sheet.write_string(row, 1, finding["severity"], styles[finding["severity"]])
    sheet.write_string(row, 2, finding["sheet"] or "（整份文件）", styles["centred"])
    if finding["cell"] and finding["sheet"] in names and number <= MOST_LINKS:
        place = names[finding["sheet"]].replace("'", "''")
        sheet.write_url(row, 3, f"internal:'{place}'!{finding['cell']}", styles["link"], finding["cell"])
    else:
        sheet.write_string(row, 3, finding["cell"] or head.lines.get(finding["row_id"], "—"), styles["centred"])
    for at, text in enumerate((found, finding["expected"], finding["action"]), start=4):
        sheet.write_string(row, at, text, styles["boxed"])
    clause = finding["clause"]
    basis = f"{clause}（大意）：{head.clauses[clause]}" if clause in head.clauses else clause
    sheet.write_string(row, 7, basis, styles["boxed"])
    texts = (found, finding["expected"], finding["action"], basis)
    sheet.set_row(row, height(zip(texts, (width for _, width in COLUMNS[4:]), strict=True)))


def _set_up(sheet: Worksheet, number: int) -> None:
    sheet.freeze_panes(HEADER_ROW, 0)
    sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + max(number, 1), len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_footer("&C第&P页 共&N页")
