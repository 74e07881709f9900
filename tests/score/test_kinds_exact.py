"""Edges of the rarer kinds of rule: the last unit of a rounding, the words of a line, who is ranked, what runs on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from pipeline.errors import OfficeError
from pipeline.score import unborne
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


def test_what_the_office_entered_counts_in_the_month_it_happened() -> None:
    # July 2 + 2 + 5 entered = 9 of 4; September 2
    steps = [
        base(tariff=[{"amount": 2}]),
        {"step": "manual", "id": "bonus", "kind": "加分", "measure": "单位积分", "tariff": [{"amount": 5}]},
        {"step": "cap", "id": "c", "of": ["points", "bonus"], "period": "month", "limit": 4},
    ]
    entry = {"entry_id": "登-1", "kind": "加分", "unit_code": "A01", "happened_on": "2026-07-20"}
    result = scored(plan(*steps), [on(7, 1), on(7, 2, "乙"), on(9, 1, "丙")], TOWN, entries=[entry])
    assert result.work.ledger.query("rule == 'c'")[["amount", "arithmetic"]].values.tolist() == [
        [-5000, "7月合计9分，最多计4分"]
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


def test_a_period_inside_one_month_owes_that_month_once() -> None:
    days = {"name": "集中宣传", "begins": {"month": 6, "day": 10}, "ends": {"month": 6, "day": 20}}
    calendar = {"clause": "T1", "campaign": days, "window": "calendar", "late": {"then": "void", "clause": "T1"}}
    assessment = plan(base(), quota(period="month", edges="join"), cadence="campaign", calendar=calendar)
    result = scored(assessment, [on(6, 10), on(6, 20, "乙")], TOWN, quarter="2026C1")
    assert result.work.quotas.query("unit_code == 'A01'")[["span", "done"]].values.tolist() == [["2026年6月", 2]]


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


# what comes of looking back


def test_a_months_limit_is_remembered_as_that_months() -> None:
    # 300 a month; 21 June to 20 September: July 400 → 300, September 200; from 21 September: 200 of which 100 are left
    calendar = {
        "clause": "T1",
        "due": {"month_of_period": 3, "day": 20},
        "window": "cutoff",
        "late": {"then": "void", "clause": "T1"},
    }
    cash = base("cash", measure="奖励金额", tariff=[{"amount": 200}])
    cap = {"step": "cap", "id": "month", "of": ["cash"], "per": "person", "period": "month", "limit": 300}
    assessment = plan(cash, SHARED, cap, calendar=calendar)
    summer = scored(assessment, [on(7, 1, "一"), on(7, 2, "二"), on(9, 20, "三")], TOWN)
    autumn = scored(assessment, [on(9, 21, "四")], TOWN, quarter="2026Q4", earlier=(past(summer),))
    assert [one.by_person(CASH)["P1"] for one in (summer, autumn)] == [50000, 10000]


def test_a_units_numbers_begin_anew_each_period_and_a_story_is_known_by_its_title_and_authors() -> None:
    # quarter 1: no. 1 is 稿件甲; quarter 2: no. 1 is 稿件乙, no. 2 is 稿件甲 again
    spring = run("09", on(2, 3, "稿件甲", story_no="1"), quarter="2026Q1")
    rows = [on(5, 3, "稿件乙", story_no="1"), on(5, 4, "稿件甲", story_no="2")]
    summer = run("09", *rows, quarter="2026Q2", earlier=(past(spring),))
    assert summer.of(CASH) == 20000


def test_what_yields_is_taken_back_on_the_row_that_earned_both_too() -> None:
    steps = [base(tariff=[{"amount": 3}]), base("more", tariff=[{"amount": 5}])]
    steps.append({"step": "same_story", "id": "y", "of": ["points"], "to": ["more"], "policy": "yield"})
    assert [scored(plan(*steps), [on(8, day) for day in range(1, n)], TOWN).of(POINTS) for n in (2, 3)] == [5000, 10000]


def _yearly(**target: Any) -> Any:
    lost = {"step": "penalty", "id": "lost", "of": "duty", "measure": "单位积分", "per_item": -1}
    won = {"step": "reward", "id": "won", "of": "duty", "on": "met", "measure": "单位积分", "amount": 2}
    return plan(
        base(),
        quota(period="year", unreported="unverifiable", targets=[{"label": "任务", "required": 2, **target}]),
        lost,
        won,
    )


def test_rows_that_wait_since_an_earlier_quarter_leave_the_years_shortfall_open() -> None:
    autumn = scored(_yearly(), [on(8, 1)], TOWN, unread=frozenset({("A01", "采用明细")}))
    winter = scored(_yearly(), [], TOWN, quarter="2026Q4", earlier=(past(autumn),))
    line = winter.work.quotas.set_index("unit_code").loc["A01"]
    assert (line["short"], line["pending"]) == (1, True)
    assert winter.of(POINTS, "A01") == 0


def test_a_years_rate_is_not_met_while_an_earlier_register_is_unknown() -> None:
    rate = {"required": {"share": "0.5", "of": "submitted"}}
    autumn = scored(_yearly(**rate), [], TOWN, silent=frozenset({"A01"}))
    rows = [submission(submitted_at=datetime(2026, 11, 3, 9)), on(11, 4)]
    winter = scored(_yearly(**rate), rows, TOWN, quarter="2026Q4", earlier=(past(autumn),))
    line = winter.work.quotas.set_index("unit_code").loc["A01"]
    assert (line["checkable"], line["note"]) == (False, "往期没有报表，无法核验")
    assert winter.work.ledger.query("rule == 'won'").empty


def test_a_month_begun_with_a_return_that_waits_is_not_held_short() -> None:
    calendar = {
        "clause": "T1",
        "due": {"month_of_period": 3, "day": 20},
        "window": "cutoff",
        "late": {"then": "void", "clause": "T1"},
    }
    duty = quota(period="month", edges="ended", unreported="unverifiable")
    spring = scored(plan(base(), duty, calendar=calendar), [], TOWN, quarter="2026Q2", unsure=frozenset({"A01"}))
    summer = scored(plan(base(), duty, calendar=calendar), [on(6, 25)], TOWN, earlier=(past(spring),))
    june = summer.work.quotas.query("unit_code == 'A01'").set_index("span").loc["2026年6月"]
    assert (june["checkable"], june["note"]) == (False, "往期来件待经办处理，尚不能核验")


def test_a_joint_row_that_waits_leaves_the_partners_shortfall_open_too() -> None:
    task = base("task", measure="任务篇数", tariff=[{"amount": 1}])
    units = {"step": "share", "id": "u", "of": ["task"], "into": "任务篇数", "payee": "units", "split": "full"}
    waits = {"id": "w", "clause": "T1", "where": {"tier": ""}, "then": "pending", "say": "待定级"}
    duty = quota(targets=[{"label": "任务", "measure": "任务篇数", "required": 1}])
    row = on(8, 1, outlet="没听说过的报", partners="单位B01")
    result = scored(plan(task, units, duty, admissibility=[waits]), [row], TOWN)
    assert result.work.quotas.set_index("unit_code")["pending"].to_dict() == {"A01": True, "B01": True, "C01": False}


def test_an_item_of_two_units_is_one_item_of_the_office() -> None:
    task = base("task", measure="任务篇数", tariff=[{"amount": 1}])
    units = {"step": "share", "id": "u", "of": ["task"], "into": "任务篇数", "payee": "units", "split": "full"}
    duty = quota(scope="office", targets=[{"label": "任务", "measure": "任务篇数", "required": 3}])
    assert scored(plan(task, units, duty), [on(8, 1, partners="单位B01")], TOWN).work.quotas["done"].tolist() == [1]


def test_what_is_entered_late_counts_once_in_the_period_it_was_entered_in() -> None:
    steps = [base(), quota(targets=[{"label": "名单", "entries": "名单报送", "required": 1}])]
    entry = {"entry_id": "登-1", "kind": "名单报送", "unit_code": "A01", "happened_on": "2026-06-28"}
    assert scored(plan(*steps), [], TOWN, entries=[entry]).work.quotas.set_index("unit_code").loc["A01", "short"] == 0


def test_the_same_entry_in_two_folders_is_one() -> None:
    steps = [base(), quota(period="year", targets=[{"label": "名单", "entries": "名单报送", "required": 2}])]
    entry = {"entry_id": "登-1", "kind": "名单报送", "unit_code": "A01", "happened_on": "2026-06-28"}
    spring = scored(plan(*steps), [], TOWN, quarter="2026Q2", entries=[entry])
    summer = scored(plan(*steps), [], TOWN, entries=[entry], earlier=(past(spring),))
    assert summer.work.quotas.set_index("unit_code").loc["A01", "done"] == 1


def test_a_reward_that_nobody_of_the_unit_can_have_is_told() -> None:
    won = {
        "step": "reward",
        "id": "won",
        "of": "duty",
        "on": "met",
        "measure": "个人积分",
        "amount": 2,
        "bearers": [{"roles": ["站长"]}],
    }
    assessment = plan(base(), quota(), won)
    result = scored(assessment, [on(8, 1), on(8, 2, "乙")], TOWN)
    assert [one["unit_code"] for one in unborne(assessment, result.work)] == ["A01"]


def test_a_task_of_the_quarter_is_not_filled_by_the_quarter_before() -> None:
    steps = [
        CASHED,
        quota(targets=[{"id": "t", "label": "任务", "required": 2}]),
        {"step": "above", "id": "o", "of": ["cash"], "target": "t"},
    ]
    spring = scored(plan(*steps), [on(5, 1), on(5, 2)], TOWN, quarter="2026Q2")
    summer = scored(plan(*steps), [on(8, 1), on(8, 2), on(8, 3)], TOWN, earlier=(past(spring),))
    assert [spring.of(CASH), summer.of(CASH)] == [0, 10000]
    assert summer.arithmetic.count("任务内不另计：减100元") == 2


def test_a_reward_left_open_gives_nothing() -> None:
    won = {"step": "reward", "id": "won", "of": "duty", "on": "met", "measure": "单位积分"}
    assert scored(plan(base(), quota(), won), [on(8, 1), on(8, 2)], TOWN).of(POINTS, "A01") == 6000


def test_what_was_given_before_is_taken_from_one_account_after_the_other() -> None:
    # 3 and 2 a row; quarter 1: 5; quarter 2 with a page that doubles the first: 6 + 2 = 8, of which 5 are taken from the 6
    steps = [
        base(tariff=[{"amount": 3}]), base("more", tariff=[{"amount": 2}]),
        {"step": "multiply", "id": "front", "of": ["points"], "where": {"page": 1}, "factor": 2, "say": "头版"},
        {"step": "same_story", "id": "once", "of": ["points", "more"], "policy": "highest", "across": "year"},
    ]  # fmt: skip
    spring = scored(plan(*steps), [on(2, 1)], TOWN, quarter="2026Q1")
    summer = scored(plan(*steps), [on(5, 1, page=1)], TOWN, quarter="2026Q2", earlier=(past(spring),))
    lower = scored(plan(*steps), [on(8, 1)], TOWN, earlier=(past(spring), past(summer)))
    assert [one.of(POINTS) for one in (spring, summer, lower)] == [5000, 3000, 0]
    assert spring.work.ledger.query("rule == 'once'").empty
    assert summer.work.ledger.query("rule == 'once'")["amount"].tolist() == [-5000]
    assert lower.work.ledger.query("rule == 'once'")["amount"].tolist() == [-3000, -2000]


def test_a_floor_over_the_year_fills_up_what_is_missing_to_it_and_says_so() -> None:
    # quarter 1: 5 − 7 would be below 0 by 2; quarter 2 begins at 0 and loses 7 again
    steps = [
        base(only={"origin": "原发"}, tariff=[{"amount": 5}]),
        base("lost", only={"origin": "转载"}, tariff=[{"amount": -7}]),
        {"step": "cap", "id": "f", "of": ["points", "lost"], "period": "year", "floor": 0},
    ]
    rows = [on(2, 1), on(2, 2, "乙", origin="转载")]
    spring = scored(plan(*steps), rows, TOWN, quarter="2026Q1")
    kept = scored(plan(*steps), [on(5, 1)], TOWN, quarter="2026Q2", earlier=(past(spring),))
    lost = scored(plan(*steps), [on(8, 1, origin="转载")], TOWN, earlier=(past(spring), past(kept)))
    assert [one.of(POINTS) for one in (spring, kept, lost)] == [0, 5000, -5000]
    line = lost.work.ledger.query("rule == 'f'").iloc[0]
    assert line[["account", "amount", "arithmetic"]].tolist() == ["lost", 2000, "合计-7分，前期已计5分，最少计0分"]


# the last unit, and lines that rest on no row


def test_a_story_over_its_limit_by_a_thousandth_loses_it() -> None:
    steps = [
        base(tariff=[{"amount": "2.001"}]),
        {"step": "cap", "id": "c", "of": ["points"], "per": "story", "limit": "4.001"},
    ]
    assert scored(plan(*steps), [on(8, 1), on(8, 2)], TOWN).of(POINTS) == 4001  # 4.002 less 0.001


def test_a_use_that_earned_nothing_in_the_end_loses_nothing_to_a_limit() -> None:
    # 3 once for the story, the second use nothing; 3 under 2: one point of the first use is taken, none of the second
    steps = [
        base(),
        {"step": "same_story", "id": "once", "of": ["points"], "policy": "highest"},
        {"step": "cap", "id": "c", "of": ["points"], "per": "story", "limit": 2},
    ]
    cut = scored(plan(*steps), [on(8, 1), on(8, 2)], TOWN).work.ledger.query("rule == 'c'")
    assert cut["arithmetic"].tolist() == ["一稿合计3分，最多计2分：本篇3分，计2分"]


@pytest.mark.parametrize(("quarter", "used", "last"), [("2026Q3", 8, 9), ("2026Q4", 11, 12)])
def test_a_sum_without_row_or_month_counts_in_the_last_month_of_the_period(quarter: str, used: int, last: int) -> None:
    # 3 points × 20 = 60 yuan for the whole quarter, under 50 a month
    steps = [
        base(),
        {
            "step": "convert", "id": "yuan", "of": ["points"], "who": "unit", "into": "奖励金额",
            "rates": [{"factor": 20}], "smallest": 1,
        },
        {"step": "cap", "id": "c", "of": ["yuan"], "period": "month", "limit": 50},
    ]  # fmt: skip
    line = scored(plan(*steps), [on(used, 1)], TOWN, quarter=quarter).work.ledger.iloc[-1]
    assert line[["amount", "arithmetic", "basis_key"]].tolist() == [
        -1000, f"{last}月合计60元，最多计50元", f"yuan 2026-{last:02d}",
    ]  # fmt: skip


@pytest.mark.parametrize(("once_per", "person"), [("person", "P1"), ("unit", "")])
def test_cash_entered_once_per_person_is_that_persons_and_else_the_units(once_per: str, person: str) -> None:
    prize = {
        "step": "manual", "id": "prize", "kind": "获奖", "measure": "奖励金额", "once_per": once_per,
        "tariff": [{"amount": 80}],
    }  # fmt: skip
    entry = {"entry_id": "登-1", "kind": "获奖", "unit_code": "A01", "person": "P1", "happened_on": "2026-08-01"}
    line = scored(plan(prize), [], TOWN, entries=[entry]).work.ledger.iloc[-1]
    assert line[["amount", "person"]].tolist() == [8000, person]


def test_a_story_is_known_again_next_quarter_whichever_author_is_named_first() -> None:
    # limit 3 over the year: 2 in spring, so 1 of 2 in summer
    steps = [
        base(tariff=[{"amount": 2}]),
        {"step": "cap", "id": "c", "of": ["points"], "per": "story", "period": "year", "limit": 3},
    ]
    spring = scored(plan(*steps), [on(2, 1, authors="张三、李四")], TOWN, quarter="2026Q1")
    again = [on(5, 1, authors="李四、张三")]
    summer = scored(plan(*steps), again, TOWN, quarter="2026Q2", earlier=(past(spring),))
    assert summer.of(POINTS) == 1000
