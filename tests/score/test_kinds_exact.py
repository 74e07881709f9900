"""Edges of the rarer kinds of rule: the last unit of a rounding, the words of a line, who is ranked, what runs on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from pipeline.errors import OfficeError
from schemas.vocabulary import Measure
from tests.score.case import scored, submission
from tests.score.examples import TOWN, on, past, run
from tests.score.test_engine import base, plan, quota

POINTS, CASH = Measure.UNIT_POINTS, Measure.CASH
CASHED = base("cash", measure="奖励金额", tariff=[{"amount": 100}])
SHARED = {"step": "share", "id": "to", "of": ["cash"], "into": "奖励金额", "payee": "author", "split": "equal"}


@pytest.mark.parametrize(
    ("rounding", "length", "thousandths"),
    [("down", 2, 0), ("down", 3, 1), ("up", 1, 1), ("up", 3, 1), ("up", 4, 2), ("half", 1, 0), ("half", 2, 1)],
)
def test_a_third_of_a_thousandth_is_rounded_as_said(rounding: str, length: int, thousandths: int) -> None:
    # 0.001 point for every 3 characters
    per = {"fact": "length", "each": 3, "smallest": "0.001", "rounding": rounding}
    result = scored(plan(base(tariff=[{"amount": "0.001", "per": per}])), [on(8, 5, length=length)], TOWN)
    assert result.of(POINTS) == thousandths


def test_a_line_by_number_says_number_price_and_result() -> None:
    result = run("07", on(8, 5, length=1200, fee=8500))
    assert "字数1200字 × 50元 ÷ 1000字 → 60元" in result.arithmetic
    assert "稿费85元 × 2元 ÷ 1元 → 170元" in result.arithmetic


# caps


def test_a_storys_limit_runs_on_over_the_year_and_the_line_says_what_is_left() -> None:
    # limit 5, 2 points a use | quarter 1: 2 + 2 | quarter 2: 1 of 2, 0 of 2
    steps = [
        base(tariff=[{"amount": 2}]),
        {"step": "cap", "id": "c", "of": ["points"], "per": "story", "period": "year", "limit": 5},
    ]
    spring = scored(plan(*steps), [on(2, 1), on(2, 2)], TOWN, quarter="2026Q1")
    summer = scored(
        plan(*steps), [on(5, 1), on(5, 2), on(5, 3, "稿件乙")], TOWN, quarter="2026Q2", earlier=(past(spring),)
    )
    assert [spring.of(POINTS), summer.of(POINTS)] == [4000, 3000]  # 稿件乙 has its own limit
    cut = summer.work.ledger[summer.work.ledger["rule"] == "c"]
    assert cut["arithmetic"].tolist() == [
        "一稿合计8分，最多计5分：本篇2分，计1分",
        "一稿合计8分，最多计5分：本篇2分，计0分",
    ]
    assert set(cut["basis"]) == {"填报行"}


def test_a_story_capped_within_the_period_does_not_look_back() -> None:
    steps = [base(tariff=[{"amount": 2}]), {"step": "cap", "id": "c", "of": ["points"], "per": "story", "limit": 3}]
    spring = scored(plan(*steps), [on(2, 1)], TOWN, quarter="2026Q1")
    summer = scored(plan(*steps), [on(5, 1)], TOWN, quarter="2026Q2", earlier=(past(spring),))
    assert summer.of(POINTS) == 2000


def test_a_story_without_a_limit_is_not_cut() -> None:
    steps = [base(), {"step": "cap", "id": "c", "of": ["points"], "per": "story"}]
    assert scored(plan(*steps), [on(8, 1), on(8, 2)], TOWN).of(POINTS) == 6000


def test_a_loss_of_a_story_makes_room_for_a_later_use() -> None:
    # 2 + (2 − 4) + 2 + 2 = 4 under 3: one point of the last is taken
    steps = [
        base(tariff=[{"where": {"untrue": False}, "amount": 2}]),
        base("lost", only={"origin": "转载"}, tariff=[{"amount": -4}]),
        {"step": "cap", "id": "c", "of": ["points", "lost"], "per": "story", "limit": 3},
    ]
    rows = [on(8, 1), on(8, 2, origin="转载"), on(8, 3), on(8, 4)]
    assert scored(plan(*steps), rows, TOWN).of(POINTS) == 3000


def test_what_rests_on_no_row_counts_in_the_last_month() -> None:
    # July 2 + 2 of 4; September 2 + 5 entered = 7 of 4
    steps = [
        base(tariff=[{"amount": 2}]),
        {"step": "manual", "id": "bonus", "kind": "加分", "measure": "单位积分", "tariff": [{"amount": 5}]},
        {"step": "cap", "id": "c", "of": ["points", "bonus"], "period": "month", "limit": 4},
    ]
    entry = {"entry_id": "登-1", "kind": "加分", "unit_code": "A01", "happened_on": "2026-07-20"}
    result = scored(plan(*steps), [on(7, 1), on(7, 2, "乙"), on(9, 1, "丙")], TOWN, entries=[entry])
    assert result.work.ledger.query("rule == 'c'")[["amount", "arithmetic"]].values.tolist() == [
        [-3000, "9月合计7分，最多计4分"]
    ]


# conversion


def test_a_coefficient_says_what_it_did_and_stays_in_the_account() -> None:
    # 3 × 0.85 = 2.55 → 2.6 to the tenth
    steps = [
        base(),
        {
            "step": "convert",
            "id": "k",
            "of": ["points"],
            "who": "unit",
            "into": "单位积分",
            "rates": [{"factor": "0.85"}],
            "smallest": "0.1",
        },
    ]
    line = scored(plan(*steps), [on(8, 1)], TOWN).work.ledger.iloc[-1]
    assert line[["account", "amount", "arithmetic", "basis", "basis_key"]].tolist() == [
        "points", -400, "合计3分 × 0.85 = 2.6分", "合计", "points",
    ]  # fmt: skip


def test_yuan_for_points_open_an_account_of_their_own_and_name_all_they_rest_on() -> None:
    steps = [
        base(), base("more", tariff=[{"amount": 1}]),
        {"step": "convert", "id": "yuan", "of": ["points", "more"], "who": "unit", "into": "奖励金额", "rates": [{"factor": "1.7"}], "smallest": 1},
    ]  # fmt: skip
    line = scored(plan(*steps), [on(8, 1)], TOWN).work.ledger.iloc[-1]
    # 4 × 1.7 = 6.8 → 7 yuan
    assert line[["account", "amount", "basis_key"]].tolist() == ["yuan", 700, "points、more"]


def test_a_product_that_is_odd_and_names_no_smallest_unit_stops_the_run_with_its_words() -> None:
    steps = [
        base(tariff=[{"amount": "0.001"}]),
        {
            "step": "convert",
            "id": "k",
            "of": ["points"],
            "who": "unit",
            "into": "单位积分",
            "rates": [{"factor": "0.5"}],
        },
    ]
    with pytest.raises(OfficeError, match=r"考核办法 k：0\.001分 × 0\.5 除不尽，请写明 smallest（最小单位）"):
        scored(plan(*steps), [on(8, 1)], TOWN)


def test_a_sum_of_a_thousandth_is_converted_too() -> None:
    steps = [
        base(tariff=[{"amount": "0.001"}]),
        {"step": "convert", "id": "k", "of": ["points"], "who": "unit", "into": "单位积分", "rates": [{"factor": 3}]},
    ]
    assert scored(plan(*steps), [on(8, 1)], TOWN).of(POINTS) == 3


# ranks


def _prize(**more: Any) -> dict[str, Any]:
    return {
        "step": "by_rank", "id": "prize", "who": "unit", "by": "单位积分", "within": "all", "measure": "单位经费",
        "prizes": [{"first": 1, "last": 9, "amount": 50}], **more,
    }  # fmt: skip


def test_units_are_ranked_by_all_their_people_and_they_themselves_have() -> None:
    # A01: 100 of 张三 and 100 that nobody signed; B01: 100
    rows = [on(8, 1), on(8, 2, "乙", authors=""), on(8, 3, "丙", unit_code="B01", authors="王五")]
    result = scored(plan(CASHED, SHARED, _prize(by="奖励金额")), rows, TOWN)
    prizes = result.work.ledger.query("rule == 'prize'")
    assert prizes[["unit_code", "person", "arithmetic"]].values.tolist() == [
        ["A01", "", "奖励金额200元，列第1名"], ["B01", "", "奖励金额100元，列第2名"],
    ]  # fmt: skip


def test_what_units_keep_is_nobodys_place_among_people() -> None:
    rows = [on(8, 1), on(8, 2, "乙", authors=""), on(8, 3, "丙", authors="")]
    result = scored(plan(CASHED, SHARED, _prize(by="奖励金额", who="person", measure="奖励金额")), rows, TOWN)
    assert result.work.ledger.query("rule == 'prize'")["person"].tolist() == ["P1"]


@pytest.mark.parametrize(("lost", "ranked"), [("-3", []), ("-2.999", ["A01"]), ("-3.001", [])])
def test_who_has_nothing_is_in_no_place_and_who_has_a_thousandth_is(lost: str, ranked: list[str]) -> None:
    steps = [base(), base("lost", tariff=[{"amount": lost}]), _prize()]
    prizes = scored(plan(*steps), [on(8, 1)], TOWN).work.ledger.query("rule == 'prize'")
    assert prizes["unit_code"].tolist() == ranked


# spans


def test_a_month_that_ends_with_the_period_is_owed_in_it() -> None:
    result = scored(plan(base(), quota(period="month", edges="ended")), [], TOWN)
    assert result.work.quotas.query("unit_code == 'A01'")["span"].tolist() == ["2026年7月", "2026年8月", "2026年9月"]


def test_a_line_of_the_register_sent_at_night_counts_on_its_day() -> None:
    steps = [
        base(
            "sent",
            book="报送台账",
            measure="报送条数",
            tariff=[{"where": {"day": {"until": "2026-08-03"}}, "amount": 1}],
        )
    ]
    rows = [
        submission(submitted_at=datetime(2026, 8, 3, 23, 59)),
        submission(title="乙", submitted_at=datetime(2026, 8, 4, 0, 0)),
    ]
    assert scored(plan(*steps), rows, TOWN).of(Measure.SUBMITTED) == 1
