"""A year added up from its quarters: every figure of the pencil table in `tests.summed.office`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.bulletin.parts import View, loose_numbers
from pipeline.bulletin.view import view
from pipeline.errors import OfficeError, UsageError
from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.summed.parts import parts_of
from pipeline.summed.sums import Summed
from schemas.vocabulary import Measure
from tests.plans.test_quarters import bulletin_text
from tests.summed.office import office, plan, span
from tests.timetable import office_with, written
from tests.workspace import Return, row, run

CLAUSES = {name: f"clauses: {{A: {{place: {name}第一条, text: 计分}}}}\n" for name in ("new", "old")}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Summed:
    with pytest.MonkeyPatch.context() as patch:
        return span(office(tmp_path_factory.mktemp("year"), patch), "2026Y")


def standings(summed: Summed) -> list[tuple[object, ...]]:
    units = summed.totals.units.sort_values("place", kind="stable")
    return [(one.place, one.unit_code, one.items, one.points, one.cash) for one in units.itertuples()]


def tables(bulletin: View, key: str) -> list[tuple[str, ...]]:
    annex = next(annex for annex in bulletin.annexes if annex.key == key)
    return [row for table in annex.tables for row in (*table.rows, *([table.total] if table.total else []))]


def test_units_are_ranked_by_the_sum_of_their_quarters_also_one_that_was_closed(year: Summed) -> None:
    assert standings(year) == [(1, "A01", 5, 11000, 21000), (2, "B01", 3, 7000, 13000), (3, "C01", 2, 4000, 8000)]


def test_people_share_places_and_who_moved_has_both_units_points_under_the_last(year: Summed) -> None:
    people = [(one.place, one.person, one.unit_code, one.points, one.cash) for one in year.totals.people.itertuples()]
    assert people == [
        (1, "P001", "A01", 7000, 13000),
        (1, "P002", "B01", 7000, 13000),
        (3, "P003", "B01", 4000, 8000),
        (3, "P005", "C01", 4000, 8000),
    ]


def test_cash_stands_by_the_half_years_it_is_paid_out_in_and_a_move_keeps_it_with_either_unit(year: Summed) -> None:
    assert tables(view(year.figures), "cash") == [
        ("城关中心校", "张三", "50.00", "80.00", "130.00"),
        ("城关中心校", "李四", "80.00", "0.00", "80.00"),
        ("实验小学", "李四", "0.00", "50.00", "50.00"),
        ("实验小学", "王五", "80.00", "0.00", "80.00"),
        ("教研室", "赵六", "80.00", "0.00", "80.00"),
        ("合计", "", "290.00", "130.00", "420.00"),
    ]


def test_the_years_list_leaves_out_who_is_barred_with_the_reason_and_keeps_a_tie(year: Summed) -> None:
    listed = [(one.list_title, one.span, one.place, one.person or one.unit_code, one.excluded)
              for one in year.figures.honours.itertuples()]  # fmt: skip
    assert listed == [
        ("先进单位", "全年", 1, "A01", ""),
        ("先进单位", "全年", 2, "C01", ""),
        ("先进单位", "全年", 2, "B01", "采用任务（本季度）差1篇：取消当年评先资格"),
        ("优秀信息员", "全年", 1, "P001", ""),
        ("优秀信息员", "全年", 1, "P002", ""),
    ]


def test_each_quarter_stands_beside_the_others_and_a_closed_unit_is_blank_after_its_end(year: Summed) -> None:
    bulletin = view(year.figures)
    assert tables(bulletin, "periods")[0] == ("第一季度", "2", "2", "4", "8")
    assert tables(bulletin, "periods")[-1] == ("合计", "6", "4", "10", "22")
    assert tables(bulletin, "by-period") == [
        ("1", "城关中心校", "4", "3", "1", "3", "11"),
        ("2", "实验小学", "3", "1", "3", "0", "7"),
        ("3", "教研室", "1", "3", "", "", "4"),
    ]
    assert tables(bulletin, "standings") == [("实验小学", "按时", "按时", "按时", "未报表")]


def test_the_bulletin_says_what_is_added_up_and_every_number_in_it_has_a_source(year: Summed) -> None:
    bulletin = view(year.figures)
    said = bulletin_text(bulletin)
    assert "关于2026年度全系统信息宣传工作情况的通报" in said
    assert "各项数字由第一季度、第二季度、第三季度、第四季度的核算结果合计" in said
    assert "教研室不是各期都应报送，按应报送的各期合计。" in said
    assert "各单位应报送统计表10份（4期合计），其中按时报送9份，未报送1份。" in said
    assert "没有报送统计表的：实验小学（1次）" in said
    assert "有的考核期没有完成采用任务的（只计没有完成的各期差额）：实验小学（差1篇）" in said
    assert "2026年度共认定采用信息10篇" in said
    assert "累计" not in said  # the sum is the year's
    assert "采用篇数比" not in said  # nothing is known of 2025
    assert loose_numbers(bulletin) == []


def test_the_years_lines_are_those_of_the_quarters_and_the_controls_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: Summed
) -> None:
    workspace = office(tmp_path, monkeypatch)
    columns = ["period", "measure", "unit_code", "person", "amount", "rule", "clause", "arithmetic"]
    alone = pd.concat([run(workspace, f"2026Q{n}").scored.ledger for n in (1, 2, 3, 4)])
    pd.testing.assert_frame_equal(year.tables.ledger[columns], alone[columns].reset_index(drop=True))
    assert [one["control"] for one in year.controls if one["difference"]] == []
    assert year.tables.settled["row_id"].is_unique
    rows = dict(zip(year.tables.settled["row_id"], year.tables.settled["row_key"], strict=True))
    lines = year.tables.ledger[year.tables.ledger["basis"] == "填报行"]
    assert [rows[row] for row in lines["row_id"]] == lines["basis_key"].tolist()


def test_a_half_year_has_its_own_list_and_the_second_one_goes_on_from_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = office(tmp_path, monkeypatch)
    first = span(workspace, "2026H1")
    assert standings(first) == [(1, "A01", 3, 7000, 13000), (2, "B01", 2, 4000, 8000), (2, "C01", 2, 4000, 8000)]
    assert first.figures.honours[["list_title", "unit_code"]].values.tolist() == [["半年先进单位", "A01"]]
    # second half: A01 1 + 3 points, B01 3; C01 is no unit of it any more; 3 items against the 7 of the first
    second = span(workspace, "2026H2")
    assert standings(second) == [(1, "A01", 2, 4000, 8000), (2, "B01", 1, 3000, 5000)]
    said = bulletin_text(view(second.figures))
    assert "采用篇数比上个半年（7篇）减少4篇。" in said
    assert "本年累计采用10篇，积分22分，核算奖励420元。" in said
    assert "本年累计积分" in said


def test_a_quarter_nothing_is_known_of_is_named_and_the_years_lists_are_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summed = span(office(tmp_path, monkeypatch, "2026Q1", "2026Q2", "2026Q4"), "2026Y")
    # without the third quarter's 1 and 3 points
    assert [(unit, points) for _, unit, _, points, _ in standings(summed)] == [
        ("A01", 10000),
        ("B01", 4000),
        ("C01", 4000),
    ]
    assert summed.figures.honours.empty
    assert summed.figures.undrawn == ("先进单位", "优秀信息员")
    bulletin = view(summed.figures)
    said = bulletin_text(bulletin)
    assert "第三季度的数据没有提供，没有计入，本通报的合计和名次不完整。" in said
    assert "先进单位、优秀信息员名单因往期数据不全，本期没有列出。" in said
    assert tables(bulletin, "periods")[2] == ("第三季度", "", "", "", "没有提供")
    cash = next(annex.tables[0] for annex in bulletin.annexes if annex.key == "cash")
    assert [one.title for one in cash.columns[2:]] == ["上半年（元）", "下半年（第四季度）（元）", "合计（元）"]


def test_a_year_of_which_nothing_is_known_and_a_span_that_is_no_longer_than_a_period_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = office(tmp_path, monkeypatch, "2026Q1")
    with pytest.raises(OfficeError, match="2027Q1、2027Q2、2027Q3、2027Q4 都没有收件登记"):
        span(workspace, "2027Y")
    with pytest.raises(UsageError, match="几期合计不成 2026M03"):
        span(workspace, "2026M03")


def test_a_school_year_begins_in_september_and_is_called_by_both_years(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the item of 5 September 2025 and that of 5 February 2026 are of one school year, that of 20 August 2025 is not
    rules = {"quarterly": plan(head="year: {begins: 9, name: 学年}\n").replace("2026-01-01", "2024-01-01")}
    days = {"2024Q4": "2025-08-20", "2025Q1": "2025-09-05", "2025Q2": "2026-02-05"}
    sent = [
        Return("A01", [row(published_on=pd.Timestamp(day).date())], period=period, received=f"{day} 18:00:00")
        for period, day in days.items()
    ]
    summed = span(office_with(tmp_path, monkeypatch, rules, sent), "2025Y")
    assert standings(summed)[0] == (1, "A01", 2, 6000, 10000)
    said = bulletin_text(view(summed.figures))
    assert "2025—2026学年" in said
    assert "统计期间为2025年9月1日至2026年8月31日" in said
    assert "第三季度、第四季度的数据没有提供" in said


def test_a_year_of_months_under_old_rules_and_quarters_under_new_cites_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # June 1 point by the old rules, the third quarter 3 points by the new
    old = written("old", "month", 1, clauses="clauses: {A: {place: 旧第一条, text: 计分}}\n")
    new = written("new", "quarter", 3, due="month_of_period: 3, day: 25")
    sent = [
        Return(
            "A01",
            [row(published_on=pd.Timestamp("2026-06-03").date())],
            period="2026M06",
            received="2026-06-20 09:00:00",
        ),
        Return("A01", [row()], period="2026Q3"),
    ]
    former = "former:\n  - {assessment: old, until: 2026-06-30}\n"
    summed = span(office_with(tmp_path, monkeypatch, {"new": new, "old": old}, sent, former), "2026Y")
    points = summed.tables.ledger[summed.tables.ledger["measure"] == Measure.UNIT_POINTS]
    assert points[["period", "amount", "clause"]].values.tolist() == [
        ["2026M06", 1000, "《old办法》A"],
        ["2026Q3", 3000, "A"],
    ]
    assert summed.figures.over is not None
    assert summed.figures.over.missing == ("1月", "2月", "3月", "4月", "5月", "第四季度")
    assert [one["control"] for one in summed.controls if one["difference"]] == []


def test_decisions_that_were_replaced_within_the_year_stand_with_the_last_period_they_held_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_tariff = (
        "- {step: base, id: points, clause: A, measure: 单位积分,"
        " tariff: {gap: 每篇几分, clause: A, when: always, example: [{amount: 1}]}}\n"
    )
    rules = {
        name: written(name, "quarter", 0, due="month_of_period: 3, day: 25", steps=open_tariff, clauses=clauses)
        for name, clauses in CLAUSES.items()
    }
    sent = [
        Return("A01", [row(published_on=pd.Timestamp(day).date())], period=period, received=f"{day} 18:00:00")
        for period, day in {"2026Q2": "2026-06-05", "2026Q3": "2026-09-05"}.items()
    ]
    decided = "{{steps.points.tariff: {{value: [{{amount: {}}}], by: 局务会, on: {}}}}}"
    more = (
        f"decisions: {decided.format(3, '2026-06-20')}\n"
        f"former:\n  - {{assessment: old, until: 2026-06-30, decisions: {decided.format(1, '2025-12-01')}}}\n"
    )
    summed = span(office_with(tmp_path, monkeypatch, rules, sent, more), "2026Y")
    assert standings(summed)[0][3] == 4000
    assert [row[0:1] + row[2:] for row in tables(view(summed.figures), "decisions")] == [
        ("A", "每篇几分", "各项：每篇3分", "局务会", "2026-06-20"),
        ("《old办法》A", "每篇几分", "各项：每篇1分（适用至2026年第二季度）", "局务会", "2025-12-01"),
    ]


def test_a_span_that_begins_within_a_period_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # December and January are reported together: no year begins or ends between them
    rules = written("monthly", "month", 1).replace("due_day_included", "merged: [2026M12], due_day_included")
    setting = open_setting(office_with(tmp_path, monkeypatch, {"monthly": rules}, []), worker_processes(1))
    with pytest.raises(OfficeError, match="落在一个考核期中间"):
        parts_of(setting, PeriodId.parse("2026Y"))
    assert len(parts_of(setting, PeriodId.parse("2026H1")).every) == 6
