"""A small quarter of every plan through the whole run: returns on the office's own form, bulletin, lists, audit tables."""

from __future__ import annotations

import csv
from contextlib import nullcontext
from pathlib import Path

import pytest

from pipeline.bulletin.parts import Table, View
from pipeline.bulletin.view import view
from pipeline.office import load_office, load_rules
from pipeline.period import Quarter
from pipeline.produce import Published, figures_of, produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.template.form import Form
from pipeline.template.workbook import filled_return
from pipeline.workspace import Workspace
from schemas.records import Entries, Rulings
from schemas.vocabulary import Book, ReturnType
from tests.plans.quarters import QUARTERS, PlanQuarter, Sent
from tests.workspace import Return, arrive, write_roster

OFFICES = Path(__file__).parent / "offices"
GOLDEN = Path(__file__).parent.parent / "golden" / "plans"


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
    sheets = {book: columns for book, columns in assessment.sheets().items() if book == Book.ADOPTION or sent.submissions is not None}
    lines = {Book.ADOPTION: sent.adoptions, Book.SUBMISSION: sent.submissions or []}
    head = {"return_type": ReturnType.NORMAL if sent.adoptions else ReturnType.NIL}
    data = filled_return(form, sheets, head, {book: lines[book] for book in sheets})
    return Return(sent.unit, received=sent.received or one.received, period=period, data=data)


def _signed(folder: Path, headers: list[tuple[str, str]], lines: list[dict[str, str]]) -> None:
    if lines:
        folder.mkdir()
        with (folder / "登记.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerows([[title for _, title in headers], *([line[name] for name, _ in headers] for line in lines)])


@pytest.fixture(scope="module", params=sorted(QUARTERS))
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    one = QUARTERS[request.param]
    workspace = workspace_of(one, tmp_path_factory.mktemp(one.plan))
    setting = open_setting(workspace, worker_processes(1), lambda _: nullcontext())
    return produce(setting, Quarter.parse(one.quarter))


def bulletin_text(bulletin: View) -> str:
    """The whole bulletin as text: what is said, and every table with its figures."""
    lines = ["".join(bulletin.title), *(str(paragraph) for paragraph in bulletin.opening)]
    for section in bulletin.sections:
        lines += ["", section.heading, *(str(paragraph) for paragraph in section.paragraphs)]
    for annex in bulletin.annexes:
        lines += ["", f"{annex.tag} {annex.title}", *map(str, annex.intro)]
        for table in annex.tables:
            lines += list(_rows(table))
        lines += map(str, annex.notes)
    return "\n".join(lines) + "\n"


def _rows(table: Table) -> list[str]:
    head = [table.caption] if table.caption else []
    rows = [tuple(column.title for column in table.columns), *table.rows, *([table.total] if table.total else [])]
    return head + [" | ".join(row) for row in rows]


def test_golden_bulletin_of_each_plan_is_unchanged(published: Published, update_golden: bool) -> None:
    made = bulletin_text(view(figures_of(published.outcome)))
    golden = GOLDEN / f"{published.outcome.setting.rules.assessment.id}.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_every_control_holds_and_the_papers_are_there(published: Published) -> None:
    assert all(control["difference"] == 0 for control in published.outcome.controls)
    made = {file.name for file in published.folder.rglob("*")}
    assert {"bulletin.pdf", "bulletin.html", "08_台账.csv", "09_任务完成情况.csv", "21_表彰名单.csv"} <= made
    assert not published.missing_glyphs
