"""A month of an office that reports by the quarter: what was submitted or adopted in it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.bulletin.parts import loose_numbers
from pipeline.bulletin.view import view
from pipeline.errors import OfficeError, UsageError
from pipeline.monthly.command import book_of
from pipeline.monthly.produce import run_month
from pipeline.monthly.sums import Counts, counts_of
from pipeline.period import PeriodId
from schemas.papers import PaperKind
from schemas.vocabulary import Book, Measure
from tests.papers.case import Desk
from tests.plans.build import workspace_of
from tests.plans.quarters_transport import GUAZHOU
from tests.plans.test_quarters import bulletin_text
from tests.workspace import Return, office, row


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The bureau of plan GZ: a quarter ends on the 25th of its last month."""
    return Desk(workspace_of(GUAZHOU, tmp_path_factory.mktemp("bureau")))


def counted(desk: Desk, month: str, book: Book = Book.SUBMISSION) -> Counts:
    counts = counts_of(run_month(desk.setting(), PeriodId.parse(month), book))
    assert [one["control"] for one in counts.controls if one["difference"]] == []
    return counts


def by_unit(counts: Counts, column: str = "submitted") -> dict[str, int]:
    units = counts.totals.units
    return {code: number for code, number in zip(units["unit_code"], units[column], strict=True) if number}


def test_a_month_counts_what_was_submitted_on_its_days_by_unit_and_person(bureau: Desk) -> None:
    # of the third quarter, in August: 综合股 6 and 20, 建设股 28, 安监股 14, 养护中心 4 and 18; nothing of 运输中心
    counts = counted(bureau, "2026M08")
    assert by_unit(counts) == {"A1": 2, "A2": 1, "A3": 1, "B1": 2}
    people = counts.totals.people
    assert dict(zip(people["person"], people["submitted"], strict=True)) == {"P1": 2, "P2": 1, "P3": 1, "P4": 2}
    assert set(counts.figures.ledger["measure"]) == {Measure.SUBMITTED, Measure.PERSON_SUBMITTED}


def test_days_after_a_cut_off_are_taken_from_the_next_quarters_returns(bureau: Desk) -> None:
    # June: 综合股 9, 养护中心 3 and 18, the other four 15 in the second quarter; 建设股's 29 June came with the third
    assert by_unit(counted(bureau, "2026M06")) == {"A1": 1, "A2": 2, "A3": 1, "B1": 2, "B2": 1, "B3": 1}


def test_adopted_items_of_a_month_are_counted_by_tier(bureau: Desk) -> None:
    # August: 建设股 in a provincial paper; 养护中心 in a national paper and on county television
    counts = counted(bureau, "2026M08", Book.ADOPTION)
    assert by_unit(counts, "items") == {"A2": 1, "B1": 2}
    tiers = counts.totals.unit_tiers
    assert sorted(zip(tiers["unit_code"], tiers["tier"], tiers["items"], strict=True)) == [
        ("A2", "province", 1), ("B1", "county", 1), ("B1", "national", 1),
    ]  # fmt: skip


def test_the_bulletin_says_that_it_only_counts_and_shows_the_pace_the_plan_asks_for(bureau: Desk) -> None:
    counts = counted(bureau, "2026M08")
    bulletin = view(counts.figures)
    said = bulletin_text(bulletin)
    assert "2026年8月全县交通运输系统信息报送情况通报" in said
    assert "只统计报送的数量，不计积分和奖励" in said
    assert "2026年8月各单位共报送信息6条。" in said
    # 运输中心 handed in its list and has nothing of August; of 路政大队 nothing came, so nothing is said of it
    assert "当月没有报送信息的（当期未报表、逾期和来件待处理的单位情况未定，不在内）：运输中心。" in said
    assert "路政大队、" not in said
    assert "条数由每名撰稿人各计一条" in said
    assert "采用篇数" not in said
    assert "报表情况" not in said
    assert loose_numbers(bulletin) == []
    pace = next(annex for annex in bulletin.annexes if annex.key == "pace").tables[0]
    assert [column.title for column in pace.columns] == ["单位", "6月26日起", "7月", "8月", "合计"]
    # the quarter begins on 26 June: 建设股 29 June; July 3, 10, 17, 24; August 28: its six of the quarter so far
    assert pace.rows == (
        ("综合股", "—", "1", "2", "3"), ("建设股", "1", "4", "1", "6"), ("安监股", "—", "1", "1", "2"),
        ("养护中心", "—", "2", "2", "4"), ("运输中心", "—", "1", "—", "1"), ("路政大队", "—", "—", "—", "—"),
    )  # fmt: skip


def test_before_any_return_has_come_the_offices_own_register_is_counted(tmp_path: Path) -> None:
    before = [sent for sent in GUAZHOU.returns if sent.period == "2026Q2"]
    desk = Desk(workspace_of(replace(GUAZHOU, returns=before), tmp_path))
    desk.workspace.arrived("2026Q3").mkdir()  # nothing registered in it
    lines = [("A1", "便民窗口", 7, 8), ("A1", "党员活动", 7, 30), ("B1", "路面养护", 7, 16), ("B1", "八月的一条", 8, 2)]
    desk.fill(
        PaperKind.REGISTER,
        *(
            {
                "单位代码": unit,
                "标题": title,
                "撰稿人": "某人",
                "接收时间": datetime(2026, month, day, 9),
                "登记人": "办公室",
            }
            for unit, title, month, day in lines
        ),
    )
    counts = counted(desk, "2026M07")
    assert by_unit(counts) == {"A1": 2, "B1": 1}
    said = bulletin_text(view(counts.figures))
    assert "报送条数以办公室收稿登记为准。" in said
    assert (
        "当月没有报送信息的（当期未报表、逾期和来件待处理的单位情况未定，不在内）：建设股、安监股、运输中心、路政大队等4个单位。"
        in said
    )  # the office knows of everybody


def test_a_month_whose_last_days_belong_to_a_quarter_not_yet_begun_says_so(bureau: Desk) -> None:
    said = bulletin_text(view(counted(bureau, "2026M09").figures))
    assert "本月有几日属于第四季度的统计期间，第四季度尚未收到统计表，没有计入。" in said


def test_what_cannot_be_counted_is_refused_in_plain_words(bureau: Desk, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="2027Q1 没有收件登记"):
        counted(bureau, "2027M02")
    with pytest.raises(UsageError, match="--book 报送 或 --book 采用"):
        book_of("批示")
    county = Desk(office(tmp_path, [Return("A01", [row(published_on=date(2026, 8, 5))])]))
    with pytest.raises(UsageError, match="不计报送条数，不能出报送情况的月度通报"):
        counted(county, "2026M08")
    assert by_unit(counted(county, "2026M08", Book.ADOPTION), "items") == {"A01": 1}
