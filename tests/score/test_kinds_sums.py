"""Kinds of rule about sums that run: top-up, caps, floors, conversion, prizes. Each with a pencil table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from schemas.vocabulary import Measure
from tests.score.case import Scored, scored, submission
from tests.score.examples import TOWN, example, on, past, run
from tests.score.test_engine import base, plan

POINTS, CASH, PERSON = Measure.UNIT_POINTS, Measure.CASH, Measure.PERSON_POINTS


def quarters(name: str, *rows_of: list[dict[str, Any]], first: int = 1, **more: Any) -> list[Scored]:
    """The quarters of a year one after another, each knowing those before it."""
    done: list[Scored] = []
    for number, rows in enumerate(rows_of, start=first):
        earlier = tuple(past(one) for one in done)
        done.append(run(name, *rows, quarter=f"2026Q{number}", earlier=earlier, **more))
    return done


# 09: top-up, caps


def test_a_story_used_in_three_quarters_is_paid_up_to_its_highest_and_no_more() -> None:
    # quarter | used by                  | worth | already paid | owed now
    # 1       | county paper             | 100   | 0            | 100
    # 2       | county TV, city paper    | 200   | 100          | 100
    # 3       | county paper, city TV    | 200   | 200          | 0
    spring = [on(2, 3, outlet="县报")]
    summer = [on(5, 6, outlet="县报"), on(5, 9, outlet="市报")]
    autumn = [on(8, 1, outlet="县报"), on(8, 2, outlet="市台")]
    done = quarters("09", spring, summer, autumn)
    assert [one.of(CASH) for one in done] == [10000, 10000, 0]
    assert [one.by_person(CASH).get("P1", 0) for one in done] == [10000, 10000, 0]
    assert "同一稿件只计最高：本篇200元，本年前期已计100元，补差100元" in done[1].arithmetic
    assert "同一稿件只计最高：本篇200元，本年前期已计200元，补差0元" in done[2].arithmetic


def test_a_lower_use_after_a_higher_one_is_owed_nothing_and_other_stories_are_not_touched() -> None:
    first, second = quarters("09", [on(2, 3)], [on(5, 6, outlet="县报"), on(5, 7, "稿件乙", "县报")])
    assert [first.of(CASH), second.of(CASH)] == [20000, 10000]


def test_what_was_paid_last_year_is_not_set_off() -> None:
    december = scored(example("09"), [on(11, 3, year=2025)], TOWN, quarter="2025Q4")
    spring = run("09", on(2, 3), quarter="2026Q1", earlier=(past(december),))
    assert spring.of(CASH) == 20000


def test_within_one_quarter_the_top_up_is_the_plain_highest() -> None:
    assert run("09", on(8, 1, outlet="县报"), on(8, 2), on(8, 3, outlet="市台")).of(CASH) == 20000


def test_a_persons_month_and_year_are_cut_on_the_running_total() -> None:
    # P1, 200 a story       | earned | month's cap 300 | year before | year's cap 500 | paid
    # quarter 1: Feb 2      | 400    | 300             | 0           | 300            | 300
    # quarter 2: Apr 1, May 1 | 400  | 400             | 300         | 200            | 200
    # quarter 3: Jul 1      | 200    | 200             | 500         | 0              | 0
    spring = [on(2, 3, "一"), on(2, 4, "二")]
    summer = [on(4, 3, "三"), on(5, 4, "四")]
    autumn = [on(7, 4, "五")]
    done = quarters("09", spring, summer, autumn)
    assert [one.by_person(CASH)["P1"] for one in done] == [30000, 20000, 0]
    assert "2月合计400元，最多计300元" in done[0].arithmetic
    assert "合计400元，前期已计300元，最多计500元" in done[1].arithmetic
    assert "合计200元，前期已计500元，最多计500元" in done[2].arithmetic


def test_caps_of_people_are_each_persons_own() -> None:
    rows = [on(8, day, f"稿{day}", authors="张三") for day in (1, 2)] + [on(8, 3, "稿三", authors="李四")]
    assert run("09", *rows).by_person(CASH) == {"P1": 30000, "P2": 20000}


@pytest.mark.parametrize(("uses", "points"), [(2, 4), (3, 5), (4, 5)])
def test_a_story_earns_five_points_at_most_and_its_later_uses_are_cut(uses: int, points: int) -> None:
    result = run("09", *(on(8, day) for day in range(1, uses + 1)), *_sent(3))
    assert result.of(POINTS) == points * 1000
    cut = result.work.ledger[result.work.ledger["rule"] == "story"]
    assert cut["amount"].tolist() == [-1000, -2000][: uses - 2]  # 2 + 2 + 1 + 0


def _sent(count: int) -> list[dict[str, Any]]:
    return [submission(title=f"报{n}", submitted_at=datetime(2026, 8, n, 9)) for n in range(1, count + 1)]


def test_a_units_quarter_is_cut_at_twenty_points() -> None:
    result = run("09", *(on(8, day, f"稿{day}") for day in range(1, 13)), *_sent(3))
    assert result.of(POINTS, "A01") == 20000  # 12 × 2 = 24
    assert "合计24分，最多计20分" in result.arithmetic


@pytest.mark.parametrize(("sent", "used", "points"), [(3, 0, 0), (2, 0, 0), (2, 1, 0), (2, 2, 1), (0, 5, 1)])
def test_penalties_take_a_unit_to_nothing_and_not_below(sent: int, used: int, points: int) -> None:
    # −3 for each of 3 not sent, 2 for each used: (2, 2): 4 − 3 = 1; (0, 5): 10 − 9 = 1; (2, 1): 2 − 3 → 0
    result = run("09", *(on(8, day, f"稿{day}") for day in range(1, used + 1)), *_sent(sent))
    assert result.of(POINTS, "A01") == points * 1000


def test_a_month_that_two_periods_share_runs_on() -> None:
    cash = base("cash", measure="奖励金额", tariff=[{"amount": 200}])
    share = {"step": "share", "id": "to", "of": ["cash"], "into": "奖励金额", "payee": "author", "split": "equal"}
    cap = {"step": "cap", "id": "month", "of": ["cash"], "per": "person", "period": "month", "limit": 300}
    calendar = {
        "clause": "T1",
        "due": {"month_of_period": 3, "day": 20},
        "window": "cutoff",
        "late": {"then": "void", "clause": "T1"},
    }
    assessment = plan(cash, share, cap, calendar=calendar)
    summer = scored(assessment, [on(9, 20, "一")], TOWN)  # 2026Q3 ends on 20 September
    autumn = scored(assessment, [on(9, 21, "二")], TOWN, quarter="2026Q4", earlier=(past(summer),))
    assert [one.by_person(CASH)["P1"] for one in (summer, autumn)] == [20000, 10000]


# 11: conversion, prizes


def _works(unit: str, count: int, outlet: str = "市报", **more: Any) -> list[dict[str, Any]]:
    return [on(8, day, f"{unit}稿{day}", outlet, unit_code=unit, **more) for day in range(1, count + 1)]


def test_people_are_paid_two_yuan_a_point() -> None:
    # 张三: 3 + 1.5 = 4.5 points, 9 yuan; 李四: 1.5 points, 3 yuan
    result = run("11", *_works("A01", 1), on(8, 9, "合写", authors="张三、李四"))
    yuan = result.work.ledger[result.work.ledger["rule"] == "yuan"].set_index("person")
    assert yuan["amount"].to_dict() == {"P1": 900, "P2": 300}
    assert yuan.loc["P1", "arithmetic"] == "合计4.5分 × 2 = 9元"


@pytest.mark.parametrize(("headcount", "points"), [("49", 9000), ("50", 7200), ("", 9000)])
def test_a_big_units_points_are_times_a_coefficient(headcount: str, points: int) -> None:
    # 3 × 3 = 9; × 0.8 = 7.2
    place = replace(TOWN, headcount={"A01": headcount} if headcount else {})
    result = run("11", *_works("A01", 3), *_sent(3), place=place)
    assert result.of(POINTS, "A01") == points
    assert result.of(PERSON) == 9000


def test_prizes_go_by_rank_within_the_class_and_ties_share_the_place() -> None:
    place = replace(
        TOWN, units={"A01": "甲类", "B01": "甲类", "D01": "甲类", "E01": "甲类", "C01": "乙类", "F01": "乙类"}
    )
    # 甲类: A01 6 points and B01 6 points share place 1: 500 each; D01 3 points is third: 200; E01 1 point is fourth
    # 乙类: C01 1 point is first: 500; F01 sent nothing and is in no place
    rows = [
        *_works("A01", 2),
        *_works("B01", 2),
        *_works("D01", 1),
        *_works("E01", 1, "县报"),
        *_works("C01", 1, "县报"),
    ]
    prizes = run("11", *rows, place=place).work.ledger.query("rule == 'prizes'")
    assert prizes.set_index("unit_code")["amount"].to_dict() == {"A01": 50000, "B01": 50000, "C01": 50000, "D01": 20000}
    assert prizes["arithmetic"].tolist()[0] == "单位积分6分，列第1名"


def test_prizes_go_by_the_points_after_the_coefficient() -> None:
    # A01 3 × 3 × 0.8 = 7.2, B01 2 × 3 + 2 × 1 = 8: B01 is first
    place = replace(TOWN, headcount={"A01": "80"})
    rows = [*_works("A01", 3), *_works("B01", 2), *(on(9, day, f"县{day}", "县报", unit_code="B01") for day in (1, 2))]
    prizes = run("11", *rows, place=place).work.ledger.query("rule == 'prizes'")
    assert prizes.set_index("unit_code")["amount"].to_dict() == {"B01": 50000, "A01": 20000}


def test_people_may_be_ranked_together_over_all_classes() -> None:
    share = {"step": "share", "id": "to", "of": ["points"], "into": "个人积分", "payee": "author", "split": "full"}
    prize = {
        "step": "by_rank", "id": "prize", "who": "person", "by": "个人积分", "within": "all", "measure": "奖励金额",
        "prizes": [{"first": 1, "last": 1, "amount": 100}],
    }  # fmt: skip
    rows = [*_works("A01", 2), *_works("C01", 1, authors="孙二")]
    result = scored(plan(base(), share, prize), rows, TOWN)
    assert result.by_person(CASH) == {"P1": 10000}
