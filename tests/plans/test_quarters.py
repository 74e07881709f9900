"""A small quarter of every plan through the whole run: returns on the office's own form, bulletin, lists, audit tables."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from pipeline.bulletin.parts import Table, View
from pipeline.bulletin.view import view
from pipeline.period import Quarter
from pipeline.produce import Published, figures_of, produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS

GOLDEN = Path(__file__).parent.parent / "golden" / "plans"


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
