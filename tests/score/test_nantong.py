"""Plan NT, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

One item in each half-month for units and project groups, one a month for other offices (NT2); returns are due on the
25th (NT3), so that August 2026 is 26 July to 25 August where the office decided so; more than 50 items a year in media
of province and ministries (NT1c); among the first three of six counties (NT1b). No points, no cash.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from pipeline import score
from pipeline.spans import cuts_spans, spans
from schemas.assessment import Assessment
from schemas.duties import QuotaStep
from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission

PLAN = "nantong-transport"
PLACE = Place(
    units={"A01": "所属单位", "B01": "工程项目组", "C01": "机关科室"},
    outlets={
        "县报": ("county", "报纸"), "省报": ("province", "报纸"), "部报": ("province", "报纸"), "央报": ("national", "报纸"),
    },
    people={"P1": ("张三", "A01", ""), "Q1": ("李四", "C01", "")},
)  # fmt: skip
AUGUST = "2026M08"
ENDED = {"steps__half_monthly__edges": "ended", "steps__monthly__edges": "ended"}
EDGES = ("join", "ended")


def wrote(day: date, unit: str = "A01", **overrides: Any) -> dict[str, Any]:
    moment = datetime(day.year, day.month, day.day, 9)
    return submission(title=f"{day}{unit}", submitted_at=moment, unit_code=unit, **overrides)


def used(n: int, outlet: str = "省报", **overrides: Any) -> dict[str, Any]:
    return adoption(**{"title": f"第{n}篇", "outlet_text": outlet, "published_on": date(2026, 8, 3), **overrides})


def run(*rows: dict[str, Any], month: str = AUGUST, **more: Any) -> Scored:
    readings = {name: more.pop(name) for name in list(more) if "__" in name}
    return scored(decided(PLAN, **readings), list(rows), PLACE, quarter=month, **more)


def owed(result: Scored, rule: str = "half-monthly", unit: str = "A01") -> dict[str, tuple[int, int]]:
    """Span → done and short, of those that could be checked."""
    quotas = result.work.quotas
    lines = quotas[(quotas["rule"] == rule) & (quotas["unit_code"] == unit) & quotas["checkable"]]
    return {one["span"]: (one["done"], one["short"]) for one in lines.to_dict("records")}


def goal(result: Scored, target: str = "provincial-use") -> dict[str, Any]:
    quotas = result.work.quotas
    return {str(key): value for key, value in quotas[quotas["target"] == target].iloc[0].items()}


def past(result: Scored) -> score.Past:
    work = result.work
    return score.Past(work.period, work.rows, work.ledger, work.came, work.quotas, work.entries)


def step_of(plan: Assessment, rule: str) -> QuotaStep:
    return next(step for step in plan.steps if isinstance(step, QuotaStep) and step.id == rule)


# who owes what


def test_units_and_project_groups_owe_one_in_each_half_month_and_other_offices_one_a_month() -> None:
    quotas = run().work.quotas
    lines = quotas[quotas["scope"] == "单位"]
    assert lines[["rule", "unit_code", "span", "required"]].values.tolist() == [
        ["half-monthly", "A01", "2026年8月上半月", 1],
        ["half-monthly", "B01", "2026年8月上半月", 1],
        ["half-monthly", "A01", "2026年8月下半月", 1],
        ["half-monthly", "B01", "2026年8月下半月", 1],
        ["monthly", "C01", "2026年8月", 1],
    ]


def test_one_in_each_half_meets_the_duty_and_two_in_one_half_do_not() -> None:
    # A01: 3 and 20 August; B01: 3 and 4 August: 2 in the first half, none in the second, 1 short
    rows = [wrote(date(2026, 8, 3)), wrote(date(2026, 8, 20)), *(wrote(date(2026, 8, n), "B01") for n in (3, 4))]
    result = run(*rows)
    assert owed(result) == {"2026年8月上半月": (1, 0), "2026年8月下半月": (1, 0)}
    assert owed(result, unit="B01") == {"2026年8月上半月": (2, 0), "2026年8月下半月": (0, 1)}


def test_one_item_anywhere_in_the_month_meets_an_offices_duty() -> None:
    assert owed(run(wrote(date(2026, 8, 25), "C01")), "monthly", "C01") == {"2026年8月": (1, 0)}
    assert owed(run(), "monthly", "C01") == {"2026年8月": (0, 1)}


def test_nobody_earns_points_or_cash_and_nothing_is_taken_from_anybody() -> None:
    result = run(wrote(date(2026, 8, 3)), used(1))
    assert set(result.work.ledger["measure"]) == {
        Measure.ITEMS, Measure.SUBMITTED, Measure.PERSON_ITEMS, Measure.PERSON_SUBMITTED, Measure.TASK_ITEMS,
    }  # fmt: skip


def test_only_items_marked_dynamic_count_by_the_narrow_reading() -> None:
    # 3 August 动态, 20 August 通讯: the second half is 1 short
    rows = [wrote(date(2026, 8, 3), genre="动态"), wrote(date(2026, 8, 20), genre="通讯")]
    narrow = run(*rows, definitions__dynamic__any_of="dynamic")
    assert owed(narrow) == {"2026年8月上半月": (1, 0), "2026年8月下半月": (0, 1)}
    assert owed(run(*rows)) == {"2026年8月上半月": (1, 0), "2026年8月下半月": (1, 0)}


def test_an_untrue_item_does_not_count_where_the_office_decided_so() -> None:
    row = wrote(date(2026, 8, 3))
    ruled = {row["title"]: "失实"}
    assert owed(run(row, ruled=ruled))["2026年8月上半月"] == (0, 1)
    kept = run(row, ruled=ruled, admissibility__untrue_submission__then="counted")
    assert owed(kept)["2026年8月上半月"] == (1, 0)


@pytest.mark.parametrize(("reading", "lines"), [("zero", 2), ("unverifiable", 0)])
def test_a_unit_without_a_return_is_short_or_cannot_be_checked_as_the_office_decided(reading: str, lines: int) -> None:
    result = run(silent=frozenset({"A01"}), steps__half_monthly__unreported=reading)
    assert len(owed(result)) == lines


# the cut on the 25th


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2026, 7, 26), "2026年8月上半月"),
        (date(2026, 7, 31), "2026年8月上半月"),
        (date(2026, 8, 1), "2026年8月上半月"),
        (date(2026, 8, 15), "2026年8月上半月"),
        (date(2026, 8, 16), "2026年8月下半月"),
        (date(2026, 8, 25), "2026年8月下半月"),
    ],
)
def test_the_last_days_of_july_belong_to_the_first_half_of_august_by_the_joining_reading(day: date, span: str) -> None:
    done = {name: counts[0] for name, counts in owed(run(wrote(day))).items()}
    assert done == {"2026年8月上半月": 0, "2026年8月下半月": 0} | {span: 1}


@pytest.mark.parametrize("day", [date(2026, 7, 25), date(2026, 8, 26)])
def test_what_was_sent_before_or_after_the_cut_is_of_another_month(day: date) -> None:
    result = run(wrote(day))
    assert result.settled["reason"].tolist() == ["日期不在统计期间（2026年7月26日至2026年8月25日）"]
    assert [done for done, _ in owed(result).values()] == [0, 0]


def test_january_begins_on_26_december_and_counts_to_the_new_year() -> None:
    january = period(decided(PLAN), "2026M01")
    assert (january.start, january.end, january.assessed_year) == (date(2025, 12, 26), date(2026, 1, 25), 2026)


def test_by_the_ended_reading_a_natural_half_month_is_settled_in_the_return_after_its_end() -> None:
    # 16 to 31 July: 20 July lies in July's return, 28 July in August's; 16 to 25 August is not settled yet
    july = run(wrote(date(2026, 7, 20)), month="2026M07", **ENDED)
    rows = [wrote(date(2026, 7, 28)), wrote(date(2026, 8, 20))]
    august = run(*rows, earlier=(past(july),), **ENDED)
    assert owed(august) == {"2026年7月下半月": (2, 0), "2026年8月上半月": (0, 1)}


def test_by_the_ended_reading_july_is_an_offices_month_in_the_return_of_august() -> None:
    july = run(wrote(date(2026, 7, 20), "C01"), month="2026M07", **ENDED)
    august = run(wrote(date(2026, 8, 20), "C01"), earlier=(past(july),), **ENDED)
    assert owed(august, "monthly", "C01") == {"2026年7月": (1, 0)}


def test_a_half_month_begun_in_a_month_nobody_knows_of_cannot_be_called_short() -> None:
    quotas = run(**ENDED).work.quotas
    first = quotas[(quotas["rule"] == "half-monthly") & (quotas["unit_code"] == "A01")]
    assert first[["span", "checkable", "short", "note"]].values.tolist() == [
        ["2026年7月下半月", False, 0, "往期资料不全，无法核验"],
        ["2026年8月上半月", True, 1, "2026年8月上半月"],
    ]


def test_by_the_whole_reading_only_the_half_that_the_cut_leaves_whole_is_owed() -> None:
    assert owed(run(steps__half_monthly__edges="whole")) == {"2026年8月上半月": (0, 1)}


def test_by_the_calendar_reading_half_months_are_whole_and_the_cut_asks_nothing() -> None:
    plan = decided(PLAN, calendar__window="calendar")
    step, august = step_of(plan, "half-monthly"), period(plan, AUGUST)
    assert not cuts_spans(step, august)
    assert [(one.start, one.end) for one in spans(step, august)] == [
        (date(2026, 8, 1), date(2026, 8, 15)), (date(2026, 8, 16), date(2026, 8, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", ["half-monthly", "monthly"])
@pytest.mark.parametrize("edges", EDGES)
def test_over_a_year_of_months_every_day_lies_in_exactly_one_span(rule: str, edges: str) -> None:
    plan = decided(PLAN, steps__half_monthly__edges=edges, steps__monthly__edges=edges)
    step = step_of(plan, rule)
    found = [one for n in range(1, 13) for one in spans(step, period(plan, f"2026M{n:02}"))]
    assert len(found) == (24 if rule == "half-monthly" else 12)
    assert all(one.end + timedelta(days=1) == two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("edges", "by_month"),
    # join: 26 June–25 July 30, to 25 August 31, to 25 September 31, then none
    # ended: 26 June–15 July 20, 16 July–15 August 31, 16 August–15 September 31, 16–25 September 10
    [("join", [30, 31, 31, 0]), ("ended", [20, 31, 31, 10])],
)
def test_an_item_a_day_for_three_months_is_counted_once_and_never_lost(edges: str, by_month: list[int]) -> None:
    day, last = date(2026, 6, 26), date(2026, 9, 25)
    earlier: tuple[score.Past, ...] = ()
    counted: list[int] = []
    items = [wrote(day + timedelta(days=n)) for n in range((last - day).days + 1)]
    assert len(items) == sum(by_month) == 92  # 5 of June, 31, 31, 25
    for month in ("2026M07", "2026M08", "2026M09", "2026M10"):
        covered = period(decided(PLAN), month)
        own = [item for item in items if covered.start <= item["submitted_at"].date() <= covered.end]
        result = run(*own, month=month, earlier=earlier, steps__half_monthly__edges=edges)
        quotas = result.work.quotas
        counted.append(
            int(quotas.loc[(quotas["rule"] == "half-monthly") & (quotas["unit_code"] == "A01"), "done"].sum())
        )
        earlier = (*earlier, past(result))
    assert counted == by_month


# the year's goals


@pytest.mark.parametrize(("items", "short"), [(49, 2), (50, 1), (51, 0)])
def test_more_than_fifty_means_fifty_one(items: int, short: int) -> None:
    line = goal(run(*(used(n) for n in range(items))))
    assert (line["required"], line["done"], line["short"]) == (51, items, short)


def test_county_media_do_not_count_and_central_media_count_as_the_office_decided() -> None:
    # county 1, province 1, central 1: 2, or 1 without central media; 采用篇数 is 3 in any case
    rows = [used(1, "县报"), used(2), used(3, "央报")]
    assert goal(run(*rows, steps__national_beside__factor="counted"))["done"] == 2
    without = run(*rows, steps__national_beside__factor="excluded")
    assert (goal(without)["done"], without.of(Measure.ITEMS)) == (1, 3)


def test_one_story_in_two_papers_of_the_province_counts_once_a_year_or_twice_as_the_office_decided() -> None:
    # July in one paper, August in the other: 1 by the reading once, 2 by the reading each
    july = run(used(1, published_on=date(2026, 7, 3)), month="2026M07")
    again = used(1, "部报")
    assert goal(run(again, earlier=(past(july),)))["done"] == 1
    assert goal(run(again, earlier=(past(july),), steps__provincial_story__policy="each"))["done"] == 2


def test_the_years_goal_adds_up_the_months_and_is_settled_in_december() -> None:
    november = run(*(used(n, published_on=date(2026, 11, 3)) for n in range(50)), month="2026M11")
    december = run(used(51, published_on=date(2026, 12, 1)), month="2026M12", earlier=(past(november),))
    assert not goal(november)["final"]
    line = goal(december)
    assert (line["done"], line["short"], line["final"]) == (51, 0, True)


def test_a_standing_among_the_first_three_is_what_the_office_entered_and_counts_through_the_year() -> None:
    entry = {"entry_id": "登-1", "kind": "市局用稿考核进入前三名", "happened_on": "2026-07-10"}
    july = run(month="2026M07", entries=[entry])
    assert [goal(one, "top-three")["done"] for one in (run(), july, run(earlier=(past(july),)))] == [0, 1, 1]
    assert july.work.ledger.empty  # it counts towards the goal and nothing else


def test_the_goals_are_the_offices_and_no_units() -> None:
    quotas = run().work.quotas
    assert set(quotas.loc[quotas["unit_code"] == "", "target"]) == {"provincial-use", "top-three"}
