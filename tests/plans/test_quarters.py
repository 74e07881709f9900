"""A small quarter of every plan through the whole run: returns on the office's own form, bulletin, lists, audit tables."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from pipeline.answer.known import known_of
from pipeline.answer.statement import statements
from pipeline.bulletin.parts import Table, View
from pipeline.bulletin.view import view
from pipeline.period import PeriodId
from pipeline.produce import Published, figures_of
from pipeline.quarter import open_setting, run_period
from pipeline.read.stage import worker_processes
from pipeline.template.period import write_templates
from schemas.template import HEAD
from schemas.vocabulary import Measure
from tests.answer.sums import summed
from tests.bulletin.opened import check_opened, parsed
from tests.plans.build import workspace_of
from tests.plans.kit import Sent
from tests.plans.quarters import QUARTERS

SCHOOL_LINE = {
    "title": "晨读时光",
    "authors": "温良",
    "story_no": "1",
    "head_signature": "主任",
    "leader_signature": "校长",
}
GOLDEN = Path(__file__).parent.parent / "golden" / "plans"


def test_each_units_statement_adds_up_to_its_standing(plan: Published) -> None:
    outcome = plan.outcome
    known = known_of(outcome.setting, outcome.scored.checked, outcome)
    of = {one.code: one for one in statements(known)}
    for unit in outcome.totals.units.to_dict("records"):
        made = of[unit["unit_code"]]
        measured = {Measure.UNIT_POINTS: "points", Measure.CASH: "cash", Measure.UNIT_FUNDS: "funds"}
        assert {m: summed(made, m) for m in measured} == {m: unit[name] for m, name in measured.items()}


def test_each_unit_and_person_opens_to_every_ledger_line_and_the_sums_of_its_standing(plan: Published) -> None:
    check_opened(parsed((plan.folder / "bulletin.html").read_text("utf-8")), figures_of(plan.outcome))


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


def test_golden_bulletin_of_each_plan_is_unchanged(plan: Published, update_golden: bool) -> None:
    made = bulletin_text(view(figures_of(plan.outcome)))
    golden = GOLDEN / f"{plan.outcome.setting.rules.assessment.id}.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_every_control_holds_and_the_papers_are_there(plan: Published) -> None:
    assert all(control["difference"] == 0 for control in plan.outcome.controls)
    made = {file.name for file in plan.folder.rglob("*")}
    assert {"bulletin.pdf", "bulletin.html", "08_台账.csv", "09_任务完成情况.csv", "21_表彰名单.csv"} <= made
    assert not plan.missing_glyphs


def test_forms_of_a_school_year_name_its_own_days_and_the_books_of_the_plan(tmp_path: Path) -> None:
    setting = open_setting(
        workspace_of(QUARTERS["county-school"], tmp_path), worker_processes(1), lambda _: nullcontext()
    )
    book = openpyxl.load_workbook(write_templates(setting, PeriodId.parse("2026Q1"))[0])
    head = {item.key: book["采用明细"][item.value_cell].value for item in HEAD}
    assert head["window"] == "2026年9月1日至2026年11月30日"
    assert book["采用明细"]["A1"].value == "2026—2027学年第一季度新闻信息采用情况明细统计表"
    assert [cell.value for cell in book["报送台账"][3]] == [
        "序号", "报送标题", "稿件编号", "撰稿人", "报送时间", "科室负责人签批", "分管领导签批", "备注",
    ]  # fmt: skip


def test_an_adoption_whose_line_in_the_register_cannot_be_read_waits_with_it_and_is_not_called_absent(
    tmp_path: Path,
) -> None:
    line = {**SCHOOL_LINE, "submitted_at": "九月上旬"}
    used = {"title": "晨读时光", "outlet_text": "青林报", "published_on": date(2026, 9, 20), "authors": "温良", "origin": "原发",
            "paid": "否", "evidence_kinds": "复印件", "evidence_no": "1", "story_no": "1"}  # fmt: skip
    one = replace(QUARTERS["county-school"], returns=[Sent("A1", [used], [line])])
    workspace = workspace_of(one, tmp_path)
    text = workspace.office.read_text("utf-8").replace(
        "not-registered.then: {reading: waiting", "not-registered.then: {reading: void"
    )
    workspace.office.write_text(text, "utf-8")
    setting = open_setting(workspace, worker_processes(1), lambda _: nullcontext())
    result = run_period(setting, PeriodId.parse(one.quarter), lambda _: None)
    assert result.scored.rows[["book", "verdict", "reason"]].values.tolist()[0] == [
        "采用明细", "待认定", "报送台账中同一稿件的一行待补正",
    ]  # fmt: skip
    assert result.scored.quotas.set_index(["rule", "unit_code"]).loc[("submission-quota", "A1"), "pending"]
