"""Papers as the officer meets them: written by the product, filled with openpyxl, dropped into inputs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.bulletin.view import loose_numbers, view
from pipeline.papers.period import write_papers
from pipeline.period import PeriodId
from pipeline.produce import figures_of
from pipeline.quarter import open_setting, run_period
from pipeline.read.stage import worker_processes
from pipeline.run import Outcome, Setting
from pipeline.workspace import Workspace
from schemas.papers import PaperKind
from tests.plans.build import workspace_of
from tests.plans.kit import Sent
from tests.plans.quarters import QUARTERS
from tests.workspace import SAMPLE_OFFICE, Return, office

EDGES = "decisions:\n  steps.bureau-submissions.edges: {reading: ended, by: 局长办公会, on: 2025-09-10}\n"
Cells = Mapping[str, Any]


@dataclass
class Desk:
    """An office and one of its quarters."""

    workspace: Workspace
    quarter: str = "2026Q3"

    def setting(self) -> Setting:
        return open_setting(self.workspace, worker_processes(1), lambda _: nullcontext())

    def write(self) -> dict[PaperKind, Path]:
        written = write_papers(self.setting(), PeriodId.parse(self.quarter))
        return {PaperKind(place.name.split("_")[0]): place for place in written}

    def fill(self, kind: PaperKind, *lines: Cells, head: Cells | None = None, prefilled: bool = False) -> Path:
        """Fill the paper as written and drop it in: new lines, or (`prefilled`) by the first cell that they name."""
        book = openpyxl.load_workbook(self.write()[kind])
        sheet = book[kind.value]
        for place, value in (head or {}).items():
            sheet[place] = value
        for number, line in enumerate(lines, start=1):
            row = _row_of(sheet, line) if prefilled else header_row(sheet) + number
            for title, value in line.items():
                sheet.cell(row, columns(sheet)[title]).value = value
        return self.drop(book, f"{kind.value}.xlsx")

    def drop(self, book: openpyxl.Workbook, name: str) -> Path:
        folder = self.workspace.papers(self.quarter)
        folder.mkdir(exist_ok=True)
        book.save(folder / name)
        return folder / name

    def drop_csv(self, name: str, *lines: list[str], encoding: str = "utf-8-sig") -> None:
        folder = self.workspace.papers(self.quarter)
        folder.mkdir(exist_ok=True)
        with (folder / name).open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows(lines)

    def run(self) -> Outcome:
        outcome = run_period(self.setting(), PeriodId.parse(self.quarter), lambda _: None)
        assert all(control["difference"] == 0 for control in outcome.controls)
        return outcome


def header_row(sheet: Worksheet) -> int:
    """The table's header: the first row with several bordered titles, known by 备注 or 登记人 among them."""
    return next(row[0].row for row in sheet.iter_rows() if {"备注"} & {cell.value for cell in row})


def columns(sheet: Worksheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[header_row(sheet)] if cell.value}


def _row_of(sheet: Worksheet, line: Cells) -> int:
    """The prefilled row in which the first named cell stands."""
    title, value = next(iter(line.items()))
    column = columns(sheet)[title]
    return next(
        row for row in range(header_row(sheet) + 1, sheet.max_row + 1) if sheet.cell(row, column).value == value
    )


def county(tmp_path: Path, returns: list[Return], *, edges: bool = True) -> Desk:
    """The sample office (plan LQ), which has decided which months its upward ledger is held against."""
    yaml = SAMPLE_OFFICE.read_text("utf-8")
    return Desk(office(tmp_path, returns, yaml=yaml.replace("decisions:\n", EDGES) if edges else yaml))


def school(tmp_path: Path, returns: list[Sent] | None = None) -> Desk:
    """The school of tests/plans (plan SCH): submissions and adoptions are owed, proof and signatures are asked for."""
    plan = QUARTERS["county-school"]
    return Desk(workspace_of(replace(plan, returns=returns or plan.returns), tmp_path), plan.quarter)


def said(outcome: Outcome) -> str:
    """The bulletin's sections as text; no number in them without a source."""
    bulletin = view(figures_of(outcome))
    assert loose_numbers(bulletin) == []
    return "\n".join(str(paragraph) for section in bulletin.sections for paragraph in section.paragraphs)


def told(outcome: Outcome, code: str) -> list[str]:
    """Units told a finding."""
    findings = outcome.scored.findings
    return findings.loc[findings["code"] == code, "unit_code"].tolist()


def quotas(outcome: Outcome, label: str) -> pd.DataFrame:
    found = outcome.scored.quotas
    return found[found["label"] == label].set_index("unit_code")


def verdicts(outcome: Outcome) -> dict[str, str]:
    rows = outcome.scored.rows
    return {
        f"{book[:2]}:{title}": verdict
        for book, title, verdict in zip(rows["book"], rows["title"], rows["verdict"], strict=True)
    }
