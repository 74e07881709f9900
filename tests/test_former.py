"""Rules replaced in mid-year: each period is reckoned by those in force on its last day, whenever it is run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.bulletin.view import view
from pipeline.errors import OfficeError, UsageError
from pipeline.period import PeriodId
from pipeline.produce import figures_of
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.run import Outcome
from pipeline.template.period import write_templates
from pipeline.workspace import Workspace
from schemas.template import HEAD
from tests.plans.test_quarters import bulletin_text
from tests.timetable import office_with, written
from tests.workspace import Return, row, run

OLD = written("old", "month", 1)
NEW = written("new", "quarter", 3, due="month_of_period: 3, day: 25")
FORMER = "former:\n  - {assessment: old, until: 2026-06-30}\n"
RETURNS = [
    Return("A01", [row(published_on=date(2026, 5, 6))], period="2026M05", received="2026-05-20 09:00:00"),
    Return(
        "A01",
        [row(published_on=date(2026, 6, 3)), row(title="又一篇", published_on=date(2026, 6, 4))],
        period="2026M06",
        received="2026-06-20 09:00:00",
    ),
    Return("A01", [row(published_on=date(2026, 8, 5))], period="2026Q3"),
]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    return office_with(tmp_path, monkeypatch, {"new": NEW, "old": OLD}, RETURNS, FORMER)


def points(outcome: Outcome) -> dict[str, int]:
    """Those of 城关中心校, in thousandths: this period's, the last one's, the year's."""
    unit = outcome.totals.units.set_index("unit_code").loc["A01"]
    return {name: int(unit[name]) for name in ("points", "previous_points", "year_points")}


def test_months_under_the_old_rules_keep_their_figures_beside_a_quarter_under_the_new(workspace: Workspace) -> None:
    # May 1 × 1 point, June 2 × 1 point, the third quarter 1 × 3 points: 6 in the year
    outcome = run(workspace, "2026Q3")
    assert points(outcome) == {"points": 3000, "previous_points": 2000, "year_points": 6000}
    assert outcome.recomputed == ["2026M05", "2026M06"]
    assert outcome.missing == ("1月", "2月", "3月", "4月")
    assert outcome.setting.rules.assessment.id == "new"


def test_an_old_month_run_again_gives_the_old_figures_and_names_the_old_rules(workspace: Workspace) -> None:
    outcome = run(workspace, "2026M06")
    assert points(outcome) == {"points": 2000, "previous_points": 1000, "year_points": 3000}
    said = bulletin_text(view(figures_of(outcome)))
    assert "根据《old办法》" in said
    assert "采用篇数比上月（1篇）增加1篇" in said
    assert "上月积分" in said


def test_the_next_deadline_is_told_as_long_as_the_rules_last(workspace: Workspace) -> None:
    may, june = (bulletin_text(view(figures_of(run(workspace, month)))) for month in ("2026M05", "2026M06"))
    assert "2026年6月统计表的报送截止时间为2026年6月" in may
    assert "统计表的报送截止时间" not in june


def test_a_quarter_after_months_is_not_held_against_a_month_but_shown_beside_it(workspace: Workspace) -> None:
    bulletin = view(figures_of(run(workspace, "2026Q3")))
    said = bulletin_text(bulletin)
    assert "上季度" not in said
    assert "上季积分" not in said
    assert "本年累计采用4篇，积分6分（1月、2月、3月、4月的数据没有提供，没有计入）" in said
    chart = bulletin.sections[1].charts[0]
    assert chart.title == "各期采用篇数（篇）"
    assert [bar.label for bar in chart.bars] == ["2026年5月", "2026年6月", "2026年第三季度"]


def test_each_kind_of_period_is_refused_where_the_other_rules_are_in_force(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="《new办法》的考核期应写成如 2026Q3（季度），“2026M08”不是"):
        run(workspace, "2026M08")
    with pytest.raises(UsageError, match="《old办法》的考核期应写成如 2026M08（月），“2026Q1”不是"):
        run(workspace, "2026Q1")


def test_a_period_before_any_rules_is_refused(workspace: Workspace) -> None:
    with pytest.raises(OfficeError, match="《old办法》自2026年1月1日起施行，2025M12 在此以前"):
        run(workspace, "2025M12")


def test_forms_of_a_month_are_those_of_its_rules(workspace: Workspace) -> None:
    setting = open_setting(workspace, worker_processes(1))
    sheet = openpyxl.load_workbook(write_templates(setting, PeriodId.parse("2026M06"))[0])["采用明细"]
    head = {item.key: sheet[item.value_cell].value for item in HEAD}
    assert sheet["A1"].value == "2026年6月新闻信息采用情况明细统计表"
    assert head["window"] == "2026年6月1日至2026年6月30日"
    assert str(head["deadline"]).startswith("2026年6月25日24时")


def _opened(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str, **rules: str) -> str:
    with pytest.raises(OfficeError) as refused:
        open_setting(office_with(folder, monkeypatch, {"new": NEW, "old": OLD, **rules}, [], more), worker_processes(1))
    return str(refused.value)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("former:\n  - {assessment: gone, until: 2026-06-30}\n", "office.yaml 的 former（执行到 2026-06-30） 写的考核办法“gone”不存在"),
        (
            "former:\n  - assessment: old\n    until: 2026-06-30\n    decisions:\n      a.b: {value: 1, by: 会, on: 2026-01-05}\n",
            "office.yaml 的 former（执行到 2026-06-30） 的 decisions 有误：决定 a.b 对应不上",
        ),
        (
            "former:\n  - {assessment: old, until: 2026-06-30}\n  - {assessment: old, until: 2026-03-31}\n",
            "由早到晚列出",
        ),
        ("former:\n  - {assessment: old, until: 2026-05-31}\n", "新旧办法接不上"),
        ("former:\n  - {assessment: old, until: 2026-06-29}\n", "执行到 2026-06-29 的办法：这一天须是"),
    ],
)  # fmt: skip
def test_former_rules_that_are_wrong_are_named_as_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, said: str
) -> None:
    assert said in _opened(tmp_path, monkeypatch, more)


def test_an_open_clause_of_former_rules_is_to_be_decided_under_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = "ranking: {clause: A, within: {gap: 怎样排, clause: A, when: always, readings: {all: {label: 合, value: all}}}}\n"
    rules = {"new": NEW, "old": written("old", "month", 1, ranking=gap)}
    workspace = office_with(tmp_path, monkeypatch, rules, RETURNS, FORMER)
    with pytest.raises(
        OfficeError, match=r"请在 inputs/office.yaml 的 former（执行到 2026-06-30） 的 decisions 下补上"
    ):
        run(workspace, "2026Q3")


def test_outlets_of_other_days_may_have_the_tiers_of_other_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "tiers: [{id: county, name: 县级}, {id: city, name: 市级}, {id: town, name: 镇级}]\n"
    rules = {"new": NEW, "old": written("old", "month", 1, tiers=other)}
    workspace = office_with(tmp_path, monkeypatch, rules, RETURNS, FORMER)
    book = openpyxl.load_workbook(workspace.roster)
    book["媒体"].append(["镇里的报", "", "镇级", "报纸", "否", "否", "2020-01-01", "2026-06-30"])
    book.save(workspace.roster)
    assert points(run(workspace, "2026Q3"))["year_points"] == 6000
    book["媒体"].append(["又一张报", "", "镇级", "报纸", "否", "否", "2020-01-01", ""])
    book.save(workspace.roster)
    with pytest.raises(OfficeError, match="媒体“又一张报”的级别“镇级”不在考核办法所列级别"):
        run(workspace, "2026Q3")
