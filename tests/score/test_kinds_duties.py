"""Kinds of rule about duties: equivalents, above quota, bands, streaks, rewards, rates, pace, years. With pencil tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from schemas.vocabulary import Measure
from tests.score.case import Scored, scored, submission
from tests.score.examples import TOWN, example, on, past, run
from tests.score.test_engine import base, plan, quota
from tests.score.test_kinds_sums import quarters

POINTS, CASH, SANCTIONS = Measure.UNIT_POINTS, Measure.CASH, Measure.SANCTIONS


def used(count: int, briefs: int = 0, month: int = 8, unit: str = "A01") -> list[dict[str, Any]]:
    """Some full items, then some briefs, a day each."""
    kinds = ["消息"] * count + ["简讯"] * briefs
    return [
        on(month, day, f"{unit}{month}稿{day}", genre=kind, unit_code=unit) for day, kind in enumerate(kinds, start=1)
    ]


def sent(*months: int, unit: str = "A01") -> list[dict[str, Any]]:
    """A line of 报送台账 for each month named."""
    return [
        submission(title=f"{unit}报{n}", submitted_at=datetime(2026, month, 1 + n, 9), unit_code=unit)
        for n, month in enumerate(months)
    ]


def line(result: Scored, rule: str, unit: str = "A01") -> dict[str, Any]:
    """The one quota line of a unit."""
    found = result.work.quotas[(result.work.quotas["rule"] == rule) & (result.work.quotas["unit_code"] == unit)]
    assert len(found) == 1
    return found.iloc[0].to_dict()


def by_rule(result: Scored, rule: str, unit: str = "A01") -> list[int]:
    ledger = result.work.ledger
    return ledger.loc[(ledger["rule"] == rule) & (ledger["unit_code"] == unit), "amount"].tolist()


# 10


@pytest.mark.parametrize(
    ("items", "briefs", "done", "lost"),
    [
        (4, 0, 4, []),
        (3, 2, 4, []),  # two briefs stand for one
        (3, 1, 3, [-1000]),  # one brief alone for none
        (0, 8, 4, []),
        (2, 0, 2, [-4000]),  # 2 short: second band
        (1, 0, 1, [-4000]),
        (0, 1, 0, [-8000]),
    ],
)
def test_briefs_stand_in_by_twos_and_a_shortfall_costs_by_bands(
    items: int, briefs: int, done: int, lost: list[int]
) -> None:
    result = run("10", *used(items, briefs))
    assert line(result, "adoption")["done"] == done
    assert by_rule(result, "short") == lost


@pytest.mark.parametrize(("items", "yuan"), [(0, 0), (4, 0), (5, 50), (7, 150)])
def test_only_what_goes_beyond_the_task_is_paid(items: int, yuan: int) -> None:
    result = run("10", *used(items))
    assert result.of(CASH, "A01") == yuan * 100


def test_the_first_items_by_date_fill_the_task_and_the_later_ones_are_paid() -> None:
    ledger = run("10", *reversed(used(5))).work.ledger
    back = ledger[ledger["rule"] == "beyond"]
    assert back["amount"].tolist() == [-5000] * 4
    paid = set(ledger.loc[ledger["rule"] == "cash", "row_id"]) - set(back["row_id"])
    assert paid == {0}  # sent in first, but of the last day


def test_what_is_not_paid_by_the_item_fills_no_start_of_pay() -> None:
    # 4 items and a brief: no fifth item; 5 items and a brief: the fifth
    assert [run("10", *used(count, 1)).of(CASH, "A01") for count in (4, 5)] == [0, 5000]


def test_a_reward_for_two_quarters_in_a_row_waits_for_the_second() -> None:
    # quarter | items of 2 | met in a row | reward
    # 1       | 2          | 1            | 0
    # 2       | 3          | 2            | 6
    steps = [
        base(),
        quota(),
        {"step": "reward", "id": "won", "of": "duty", "on": "met", "in_a_row": 2, "measure": "单位积分", "amount": 6},
    ]
    spring = scored(plan(*steps), used(2, month=2), TOWN, quarter="2026Q1")
    summer = scored(plan(*steps), used(3, month=5), TOWN, quarter="2026Q2", earlier=(past(spring),))
    assert [by_rule(one, "won") for one in (spring, summer)] == [[], [6000]]


def test_a_yearly_task_is_filled_over_the_quarters_before_anything_is_paid() -> None:
    # task 3 a year | quarter 1: 2 items, none beyond | quarter 2: 2 items, one beyond
    steps = [
        base("cash", measure="奖励金额", tariff=[{"amount": 50}]),
        quota(period="year", targets=[{"id": "task", "label": "任务", "required": 3}]),
        {"step": "above", "id": "beyond", "of": ["cash"], "target": "task"},
    ]
    spring = scored(plan(*steps), used(2, month=2), TOWN, quarter="2026Q1")
    summer = scored(plan(*steps), used(2, month=5), TOWN, quarter="2026Q2", earlier=(past(spring),))
    assert [spring.of(CASH), summer.of(CASH)] == [0, 5000]


def test_a_unit_that_owes_nothing_is_paid_for_all_it_has() -> None:
    steps = [
        base("cash", measure="奖励金额", tariff=[{"amount": 50}]),
        quota(targets=[{"id": "task", "label": "任务", "required": {"乙类": 9}}]),
        {"step": "above", "id": "beyond", "of": ["cash"], "target": "task"},
    ]
    assert scored(plan(*steps), used(2), TOWN).of(CASH) == 10000


def test_two_quarters_short_in_a_row_bring_a_talk_with_the_head() -> None:
    # quarter | items of 4 | short | in a row | talk
    # 1       | 3          | yes   | 1        | no
    # 2       | 4          | no    | 0        | no
    # 3       | 2          | yes   | 1        | no
    # 4       | 0          | yes   | 2        | yes
    done = quarters("10", used(3, month=2), used(4, month=5), used(2, month=8), used(0, month=11))
    talks = [one.work.ledger[one.work.ledger["rule"] == "talk"] for one in done]
    assert [len(one[one["unit_code"] == "A01"]) for one in talks] == [0, 0, 0, 1]
    last = talks[3].set_index("unit_code").loc["A01"]
    assert (last["person"], last["measure"], last["amount"]) == ("P4", "处理事项", 1)
    assert last["arithmetic"] == "采用任务（本季度）差4篇：约谈负责人"


def test_a_quarter_that_is_not_known_breaks_the_row() -> None:
    spring = run("10", *used(1, month=2), quarter="2026Q1")
    autumn = run("10", *used(1), earlier=(past(spring),))
    assert by_rule(autumn, "talk") == []


def test_the_row_goes_on_over_the_turn_of_the_year() -> None:
    winter = scored(example("10"), [on(11, 2, year=2025, genre="消息")], TOWN, quarter="2025Q4")
    spring = run("10", *used(1, month=2), quarter="2026Q1", earlier=(past(winter),))
    assert by_rule(spring, "talk") == [1]


@pytest.mark.parametrize(("items", "done", "over"), [(3, [], []), (4, [5000], []), (6, [5000], [2000])])
def test_a_task_that_is_met_earns_five_and_each_item_over_it_one(items: int, done: list[int], over: list[int]) -> None:
    result = run("10", *used(items))
    assert by_rule(result, "done") == done
    assert by_rule(result, "over") == over


@pytest.mark.parametrize(
    ("submitted", "adopted", "owed", "lost"),
    [
        (10, 3, 3, []),  # 30 % to the point
        (10, 2, 3, [-2000]),
        (11, 3, 4, [-2000]),  # 3.3 → 4
        (1, 0, 1, [-2000]),
    ],
)
def test_an_adoption_rate_below_three_tenths_costs_by_the_item(
    submitted: int, adopted: int, owed: int, lost: list[int]
) -> None:
    result = run("10", *used(adopted), *sent(*[8] * submitted))
    assert line(result, "rate")["required"] == owed
    assert by_rule(result, "low-rate") == lost


def test_who_submitted_nothing_owes_no_rate() -> None:
    result = run("10", *used(1))
    assert result.work.quotas[result.work.quotas["rule"] == "rate"].empty


def test_a_rate_cannot_be_checked_without_the_register_and_costs_nobody_anything() -> None:
    result = run("10", *used(1), books=False)
    assert line(result, "rate")["note"] == "没有报送台账，无法核验"
    assert by_rule(result, "low-rate") == []


def test_lines_of_the_register_that_wait_leave_the_rate_open() -> None:
    # 3 sent, 1 used: owed 1, met; with lines unread it may be more
    rows = [*used(1), *sent(8, 8, 8)]
    known, waiting = run("10", *rows), run("10", *rows, unread=frozenset({("A01", "报送台账")}))
    assert [(line(one, "rate")["required"], line(one, "rate")["pending"]) for one in (known, waiting)] == [
        (1, False),
        (1, True),
    ]


def test_a_task_that_rows_that_wait_may_change_earns_no_reward_yet() -> None:
    steps = [base(), quota(targets=[{"label": "任务", "required": {"share": "0.5", "of": "submitted"}}])]
    reward = {"step": "reward", "id": "won", "of": "duty", "on": "met", "measure": "单位积分", "amount": 2}
    rows = [*used(1), *sent(8, 8)]
    settled = scored(plan(*steps, reward), rows, TOWN)
    waiting = scored(plan(*steps, reward), rows, TOWN, unread=frozenset({("A01", "报送台账")}))
    assert [by_rule(one, "won") for one in (settled, waiting)] == [[2000], []]


def test_a_file_that_waits_does_not_keep_the_office_s_own_entries_from_counting() -> None:
    steps = [base(), quota(period="year", targets=[{"label": "名单", "entries": "名单报送", "required": 1}])]
    entry = {"entry_id": "登-1", "kind": "名单报送", "unit_code": "A01", "happened_on": "2026-08-20"}
    result = scored(plan(*steps), [], TOWN, entries=[entry], unsure=frozenset({"A01", "B01"}))
    assert result.work.quotas.set_index("unit_code")["short"].to_dict() == {"A01": 0, "B01": 1, "C01": 1}
    assert result.work.quotas["checkable"].all()


def test_an_uneven_pace_is_measured_by_the_units_own_average_and_named() -> None:
    # A01: 5, 0, 1 in July, August, September: average 2, half of it 1: August is short; B01: 1, 1, 1: half of 1 → 1
    rows = [*sent(7, 7, 7, 7, 7, 9), *sent(7, 8, 9, unit="B01")]
    result = run("10", *rows)
    pace = result.work.quotas[result.work.quotas["rule"] == "pace"]
    assert pace[pace["unit_code"] == "A01"][["span", "required", "done", "short"]].values.tolist() == [
        ["2026年7月", 1, 5, 0],
        ["2026年8月", 1, 0, 1],
        ["2026年9月", 1, 1, 0],
    ]
    told = result.work.ledger[result.work.ledger["rule"] == "uneven"]
    assert told[["unit_code", "arithmetic"]].values.tolist() == [["A01", "均衡报送（2026年8月）差1条：提醒均衡报送"]]


# entries as a duty


def test_a_duty_may_be_met_by_what_the_office_enters() -> None:
    steps = [
        base(),
        quota(
            scope="office", period="year", targets=[{"label": "全市排名前三", "entries": "全市排名前三", "required": 1}]
        ),
    ]
    entry = {"entry_id": "登-1", "kind": "全市排名前三", "unit_code": "A01", "happened_on": "2026-08-20"}
    assert scored(plan(*steps), [], TOWN).work.quotas["short"].tolist() == [1]
    assert scored(plan(*steps), [], TOWN, entries=[entry]).work.quotas["short"].tolist() == [0]


# spans at the edges of a period


@pytest.mark.parametrize(
    ("edges", "spans"),
    [
        ("whole", ["2026年7月", "2026年8月"]),
        ("cut", ["2026年6月", "2026年7月", "2026年8月", "2026年9月"]),
        ("ended", ["2026年6月", "2026年7月", "2026年8月"]),
        ("join", ["2026年7月", "2026年8月", "2026年9月"]),
    ],
)
def test_months_that_a_cut_off_period_cuts_are_owed_by_the_reading(edges: str, spans: list[str]) -> None:
    result = scored(_monthly(edges), [], TOWN)
    assert result.work.quotas.query("unit_code == 'A01'")["span"].tolist() == spans


def _monthly(edges: str) -> Any:
    calendar = {
        "clause": "T1",
        "due": {"month_of_period": 3, "day": 20},
        "window": "cutoff",
        "late": {"then": "void", "clause": "T1"},
    }
    return plan(
        base(), quota(period="month", edges=edges, targets=[{"label": "任务", "required": 2}]), calendar=calendar
    )


def test_a_month_is_owed_once_in_the_period_it_ends_in_with_what_was_done_in_the_one_before() -> None:
    # 21 June to 20 September: June has one item of the 10th (in quarter 2) and one of the 25th: 2 of 2
    spring = scored(_monthly("ended"), [on(6, 10, "一")], TOWN, quarter="2026Q2")
    summer = scored(_monthly("ended"), [on(6, 25, "二"), on(9, 3, "三")], TOWN, earlier=(past(spring),))
    june = summer.work.quotas.query("unit_code == 'A01'").set_index("span")
    assert june.loc["2026年6月", ["done", "short", "checkable"]].tolist() == [2, 0, True]
    assert spring.work.quotas.query("unit_code == 'A01'")["span"].tolist() == ["2026年3月", "2026年4月", "2026年5月"]


def test_a_month_begun_in_a_period_nobody_knows_cannot_be_checked_when_it_falls_short() -> None:
    summer = scored(_monthly("ended"), [on(6, 25, "二")], TOWN)
    june = summer.work.quotas.query("unit_code == 'A01'").set_index("span").loc["2026年6月"]
    assert (june["checkable"], june["note"]) == (False, "往期资料不全，无法核验")


def test_the_first_piece_of_a_month_counts_with_the_month_that_follows() -> None:
    # 21 to 30 June and July are one, 1 to 20 September is the last
    summer = scored(_monthly("join"), [on(6, 25, "一"), on(7, 31, "二"), on(9, 20, "三")], TOWN)
    assert summer.work.quotas.query("unit_code == 'A01'")["done"].tolist() == [2, 0, 1]


# 13: a year from July to June, two quarters merged


def test_a_year_from_july_to_june_with_two_quarters_merged_and_a_change_in_january() -> None:
    # period  | days           | items | points each | points | items of the year
    # 2026Q2  | Jul – Dec 2026 | 6     | 1           | 6      | 6
    # 2026Q3  | Jan – Mar 2027 | 2     | 2           | 4      | 8
    # 2026Q4  | Apr – Jun 2027 | 1     | 2           | 2 − 1  | 9 of 10: one short
    merged = [on(month, 5, f"稿{month}") for month in range(7, 13)]
    first = run("13", *merged, quarter="2026Q2")
    second = run("13", *(on(2, day, f"春{day}", year=2027) for day in (1, 2)), quarter="2026Q3", earlier=(past(first),))
    third = run("13", on(6, 30, "夏", year=2027), quarter="2026Q4", earlier=(past(first), past(second)))
    assert [one.of(POINTS, "A01") for one in (first, second, third)] == [6000, 4000, 1000]
    assert [line(one, "yearly")["done"] for one in (first, second, third)] == [6, 8, 9]
    assert first.work.period.start.isoformat() == "2026-07-01"
