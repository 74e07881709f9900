"""Offices that report by the month, half-year, year or campaign: the whole run and what its papers say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.bulletin.view import view
from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.produce import figures_of
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.template.period import write_templates
from schemas.template import HEAD
from tests.plans.test_quarters import bulletin_text
from tests.timetable import office_with, written
from tests.workspace import Return, row, run

CAMPAIGN_DAYS = "campaign: {name: 集中宣传活动, begins: {month: 5, day: 21}, ends: {month: 6, day: 30}}, "
HALF = written("half", "halfyear", 2, due="month_of_period: 6, day: 25")
YEARLY = written("yearly", "year", 2, due="month_of_period: 12, day: 20")
CAMPAIGN = written("campaign", "campaign", 2, due="month_of_period: 2, day: 30").replace(
    "due_day_included", f"{CAMPAIGN_DAYS}due_day_included"
)


def sent(period: str, *days: date) -> Return:
    """What came on the evening of the last of these days."""
    lines = [row(title=f"稿件{day:%m%d}", published_on=day) for day in days]
    return Return("A01", lines, period=period, received=f"{days[-1]} 20:00:00")


def monthly(window: str = "calendar", merged: str = "") -> str:
    text = written("monthly", "month", 2).replace("window: calendar", f"window: {window}")
    return text.replace("due_day_included", f"merged: [{merged}], due_day_included")


KINDS = {
    "2026M08": (monthly(), "2026年8月", "申报本月无采用信息"),
    "2026H2": (HALF, "2026年下半年", "申报本半年无采用信息"),
    "2026Y": (YEARLY, "2026年度", "申报本年度无采用信息"),
    "2026C1": (CAMPAIGN, "2026年集中宣传活动期间", "申报本次活动无采用信息"),
}


@pytest.mark.parametrize("period", KINDS)
def test_the_papers_of_each_kind_of_period_call_it_by_its_own_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, period: str
) -> None:
    rules, label, nil = KINDS[period]
    name = rules.partition("\n")[0].removeprefix("id: ")
    day = date(2026, 6, 5) if period == "2026C1" else date(2026, 8, 5)
    returns = [
        sent(period, day),
        Return("B01", [], period=period, return_type="零采用申报", received=f"{day} 20:00:00"),
    ]
    workspace = office_with(tmp_path, monkeypatch, {name: rules}, returns)
    outcome = run(workspace, period)
    said = bulletin_text(view(figures_of(outcome)))
    assert f"对{label}全系统信息宣传工作情况" in said
    assert nil in said
    assert "季" not in said
    assert "采用篇数比" not in said and "持平" not in said  # nothing is known to compare with
    assert outcome.totals.units["points"].tolist() == [2000, 0, 0]
    sheet = openpyxl.load_workbook(
        write_templates(open_setting(workspace, worker_processes(1)), PeriodId.parse(period))[0]
    )
    assert sheet["采用明细"]["A1"].value == f"{label}新闻信息采用情况明细统计表"


def test_months_cut_off_on_the_25th_share_out_the_days_and_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # July: 3 and 25 July = 2 items; August: 26 July and 25 August = 2 of the 3 sent, 25 July was July's
    july = sent("2026M07", date(2026, 7, 3), date(2026, 7, 25))
    august = sent("2026M08", date(2026, 7, 25), date(2026, 7, 26), date(2026, 8, 25))
    last_year = sent("2025M08", date(2025, 8, 1))
    rules = {"monthly": monthly("cutoff").replace("2026-01-01", "2024-01-01")}
    outcome = run(office_with(tmp_path, monkeypatch, rules, [july, august, last_year]), "2026M08")
    assert outcome.periods[["period", "items"]].values.tolist() == [["2025M08", 1], ["2026M07", 2], ["2026M08", 2]]
    said = bulletin_text(view(figures_of(outcome)))
    assert "统计期间为2026年7月26日至2026年8月25日，报送截止时间为2026年8月25日24时" in said
    assert "采用篇数与上月持平；比上年同期（1篇）增加1篇。" in said
    assert re.search(r"本年累计采用4篇.*（1月、2月、3月、4月、5月、6月的数据没有提供，没有计入）", said)
    bars = [bar.label for bar in view(figures_of(outcome)).sections[1].charts[0].bars]
    assert bars == ["2025年8月", "2026年7月", "2026年8月"]


def test_january_and_february_together_are_one_period_whose_folder_is_the_laters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = sent("2026M02", date(2026, 1, 2), date(2026, 2, 25))
    march = sent("2026M03", date(2026, 3, 2))
    alone = sent("2026M01", date(2026, 1, 3))  # a folder from before it was decided
    workspace = office_with(tmp_path, monkeypatch, {"monthly": monthly(merged="2026M01")}, [both, march, alone])
    outcome = run(workspace, "2026M03")
    # two items by the end of February, one in March; January's own folder counts nowhere
    assert outcome.periods[["period", "items"]].values.tolist() == [["2026M02", 2], ["2026M03", 1]]
    assert outcome.missing == ()
    said = bulletin_text(view(figures_of(outcome)))
    assert "上月" not in said  # two months are no measure of one
    assert "本年累计采用3篇" in said
    assert "2026年1月至2月全系统信息宣传工作情况通报" in bulletin_text(view(figures_of(run(workspace, "2026M02"))))
    with pytest.raises(OfficeError, match="请运行 2026M02"):
        run(workspace, "2026M01")


def test_while_it_is_open_how_often_the_office_reports_that_is_what_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = "cadence: {gap: 多久一期, clause: A, when: always, readings: {m: {label: 按月, value: month}}}"
    rules = {"monthly": monthly().replace("cadence: month", gap)}
    workspace = office_with(tmp_path, monkeypatch, rules, [sent("2026M08", date(2026, 8, 5))])
    with pytest.raises(OfficeError) as stopped:
        run(workspace, "2026M08")
    assert "cadence:" in stopped.value.problems[0]


def test_a_form_of_a_cut_off_month_names_the_days_it_covers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = office_with(tmp_path, monkeypatch, {"monthly": monthly("cutoff")}, [])
    made = write_templates(open_setting(workspace, worker_processes(1)), PeriodId.parse("2026M08"))[0]
    sheet = openpyxl.load_workbook(made)["采用明细"]
    head = {item.key: sheet[item.value_cell].value for item in HEAD}
    assert head["window"] == "2026年7月26日至2026年8月25日"
    assert made.name == "A01_城关中心校_2026M08.xlsx"


FAULTS = {
    "a due month the period does not have": (
        written("t", "month", 1, due="month_of_period: 2, day: 25"),
        "calendar.due.month_of_period：考核期只有1个月，不能大于 1",
    ),
    "a campaign without its days": (
        written("t", "campaign", 1),
        "calendar.campaign：cadence 是 campaign，请写明活动的名称",
    ),
    "days of a campaign that is none": (
        CAMPAIGN.replace("id: campaign", "id: t").replace("cadence: campaign", "cadence: quarter"),
        "calendar.campaign：只有 cadence 是 campaign 时才写这一项",
    ),
    "a merged period of another kind": (
        monthly(merged="2026Q1").replace("id: monthly", "id: t"),
        "“2026Q1”不是本办法的考核期，应写成如 2026M08（月）",
    ),
    "a list more often than periods": (
        written("t", "quarter", 1, due="month_of_period: 3, day: 25")
        + "commendations: [{id: b, clause: A, title: 先进, who: unit, every: [month], places: 3}]\n",
        "考核期有3个月，名单不能比它更勤；每期一评的写 period",
    ),
    "a list barred by a step that is not there": (
        written("t", "month", 1)
        + "commendations: [{id: b, clause: A, title: 先进, who: unit, every: [year], places: 3, barred_by: [gone]}]\n",
        "没有“gone”这一步，可用的有：points、items",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_calendar_that_does_not_fit_the_cadence_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    text, said = FAULTS[case]
    with pytest.raises(OfficeError) as refused:
        open_setting(office_with(tmp_path, monkeypatch, {"t": text}, []), worker_processes(1))
    assert said in str(refused.value)
