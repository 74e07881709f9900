"""Builds the workspace of a plan's sample quarter: settings, roster, returns on the office's own form, signed lists."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.office import load_office, load_rules
from pipeline.template.form import Form
from pipeline.template.workbook import filled_return
from pipeline.workspace import Workspace
from schemas.records import Entries, Rulings
from schemas.vocabulary import Book, ReturnType
from tests.plans.kit import PlanQuarter, Sent
from tests.workspace import Return, arrive, write_roster

OFFICES = Path(__file__).parent / "offices"


def workspace_of(one: PlanQuarter, folder: Path) -> Workspace:
    """The plan's office with its roster, returns, rulings and entries."""
    workspace = Workspace(folder / "inputs", folder / "outputs")
    workspace.inputs.mkdir(parents=True)
    workspace.office.write_text((OFFICES / f"{one.plan}.yaml").read_text("utf-8"), "utf-8")
    units = [(code, name, "", unit_class) for code, name, unit_class in one.units]
    outlets = [(name, "", tier, kind, "否" if name.endswith("外") else "是", "是") for name, tier, kind in one.outlets]
    write_roster(workspace.roster, units, outlets, one.people)
    returns = [_return(one, sent, workspace) for sent in one.returns]
    for period in {sent.period for sent in returns}:
        arrive(workspace.arrived(period), [sent for sent in returns if sent.period == period])
    _signed(workspace.rulings(one.quarter), list(Rulings.headers().items()), one.rulings)
    _signed(workspace.entries(one.quarter), list(Entries.headers().items()), one.entries)
    return workspace


def _return(one: PlanQuarter, sent: Sent, workspace: Workspace) -> Return:
    """The office's own form for the plan, filled and sent."""
    assessment = load_rules(load_office(workspace.office)).assessment
    names = {code: (name, unit_class) for code, name, unit_class in one.units}
    period = sent.period or one.quarter
    form = Form(sent.unit, *names[sent.unit], period, "统计表", "统计期间", "截止时间", one.plan, ())
    sheets = {
        book: columns
        for book, columns in assessment.sheets().items()
        if book == Book.ADOPTION or sent.submissions is not None
    }
    lines = {Book.ADOPTION: sent.adoptions, Book.SUBMISSION: sent.submissions or []}
    head = {"return_type": ReturnType.NORMAL if sent.adoptions else ReturnType.NIL}
    data = filled_return(form, sheets, head, {book: lines[book] for book in sheets})
    return Return(sent.unit, received=sent.received or one.received, period=period, data=data)


def _signed(folder: Path, headers: list[tuple[str, str]], lines: list[dict[str, str]]) -> None:
    if lines:
        folder.mkdir()
        with (folder / "登记.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerows(
                [[title for _, title in headers], *([line.get(name, "") for name, _ in headers] for line in lines)]
            )
