"""Plan GZ, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

Submissions are told by the month, adoptions by the quarter (GZ1, GZ1b); the table of tasks is missing (GZ3); an even
pace is asked for without a figure (GZ4). The test office decided: due on 25 September, so that the quarter is 26 June to
25 September in the spans 26 June–31 July, August, 1–25 September; one item a month for an office and two for a unit;
less than half of a unit's own monthly average is uneven. No points, no cash.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pipeline import score
from pipeline.spans import spans
from schemas.assessment import Assessment
from schemas.duties import QuotaStep, Relative, Target
from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission

PLAN = "guazhou-transport"
PLACE = Place(
    units={"A01": "机关股室", "B01": "所属单位"},
    outlets={"县台": ("county", "电视"), "省报": ("province", "报纸")},
    people={"P1": ("张三", "A01", "")},
)
MONTHS = ("2026年7月", "2026年8月", "2026年9月")


def wrote(month: int, *days: int, unit: str = "A01") -> list[dict[str, Any]]:
    return [
        submission(title=f"{month}月{day}日", submitted_at=datetime(2026, month, day, 9), unit_code=unit)
        for day in days
    ]


def by_month(july: int, august: int, september: int) -> list[dict[str, Any]]:
    """So many items in each month."""
    counts = ((7, july), (8, august), (9, september))
    return [item for month, count in counts for item in wrote(month, *range(1, count + 1))]


def run(rows: list[dict[str, Any]], **more: Any) -> Scored:
    readings = {name: more.pop(name) for name in list(more) if "__" in name}
    return scored(decided(PLAN, **readings), rows, PLACE, **more)


def lines(result: Scored, rule: str, unit: str = "A01") -> dict[str, tuple[int, int, int]]:
    """Span → owed, done, short."""
    quotas = result.work.quotas
    found = quotas[(quotas["rule"] == rule) & (quotas["unit_code"] == unit)]
    return {one["span"]: (one["required"], one["done"], one["short"]) for one in found.to_dict("records")}


def even(share: str) -> Assessment:
    """The plan where less than this share of the average is uneven."""
    plan = decided(PLAN)
    targets = [Target(label="各月均衡报送", required=Relative(share=Decimal(share), of="even"))]
    steps = [step.model_copy(update={"targets": targets}) if step.id == "even-pace" else step for step in plan.steps]
    return plan.model_copy(update={"steps": steps})


# the books


def test_submissions_are_counted_by_the_month_and_adoptions_by_the_quarter() -> None:
    # July 2, August 1, September 0 sent in; adoptions of all three months: 3
    rows = [
        *by_month(2, 1, 0),
        *(adoption(title=f"{n}", outlet_text="县台", published_on=date(2026, n, 6)) for n in (7, 8, 9)),
    ]
    result = run(rows)
    assert {span: done for span, (_, done, _) in lines(result, "tasks").items()} == dict(
        zip(MONTHS, (2, 1, 0), strict=True)
    )
    assert (result.of(Measure.SUBMITTED), result.of(Measure.ITEMS)) == (3, 3)


def test_people_have_their_items_sent_in_and_adopted_and_nobody_has_points_or_cash() -> None:
    result = run([*wrote(7, 1), adoption(outlet_text="省报")])
    assert (result.by_person(Measure.PERSON_SUBMITTED), result.by_person(Measure.PERSON_ITEMS)) == (
        {"P1": 1},
        {"P1": 1},
    )
    assert set(result.work.ledger["measure"]) == {
        Measure.ITEMS, Measure.SUBMITTED, Measure.PERSON_ITEMS, Measure.PERSON_SUBMITTED,
    }  # fmt: skip


# the tasks, whose table is missing


def test_a_month_short_is_short_though_the_quarter_has_enough() -> None:
    # 3, 0, 1 against 1 each: August 1 short
    assert lines(run(by_month(3, 0, 1)), "tasks") == {
        "2026年7月": (1, 3, 0), "2026年8月": (1, 0, 1), "2026年9月": (1, 1, 0),
    }  # fmt: skip


def test_by_the_quarterly_reading_the_months_add_up() -> None:
    # 3 + 0 + 1 = 4 against 1
    assert lines(run(by_month(3, 0, 1), steps__tasks__period="quarter"), "tasks") == {"本季度": (1, 4, 0)}


def test_by_the_yearly_reading_nothing_is_settled_before_the_last_quarter() -> None:
    yearly = {"steps__tasks__period": "year"}
    third = run(by_month(0, 0, 0), **yearly).work.quotas
    assert not third.loc[third["rule"] == "tasks", "final"].any()
    item = submission(submitted_at=datetime(2026, 12, 25, 17))
    fourth = run([item], quarter="2026Q4", **yearly)
    assert lines(fourth, "tasks") == {"全年": (1, 1, 0)}
    assert fourth.work.quotas.loc[fourth.work.quotas["rule"] == "tasks", "final"].all()


def test_units_owe_what_their_class_owes() -> None:
    result = run(wrote(7, 1, unit="B01"))
    assert lines(result, "tasks", "B01")["2026年7月"] == (2, 1, 1)


def test_a_unit_without_a_return_is_not_called_short_by_the_unverifiable_reading() -> None:
    silent = {"silent": frozenset({"A01"})}
    quotas = run([], **silent).work.quotas
    assert set(quotas.loc[quotas["unit_code"] == "A01", "note"]) == {"没有报表，无法核验"}
    charged = run([], **silent, steps__tasks__unreported="zero")
    assert [short for _, _, short in lines(charged, "tasks").values()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("reading", "first", "last"),
    [
        ("join", (date(2026, 6, 26), date(2026, 7, 31)), (date(2026, 9, 1), date(2026, 9, 25))),
        ("ended", (date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 8, 1), date(2026, 8, 31))),
        ("whole", (date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 8, 1), date(2026, 8, 31))),
    ],
)
def test_the_months_that_the_cut_on_the_25th_leaves_are_as_the_office_decided(
    reading: str, first: tuple[date, date], last: tuple[date, date]
) -> None:
    plan = decided(PLAN, steps__even_pace__edges=reading)
    step = next(step for step in plan.steps if isinstance(step, QuotaStep) and step.id == "even-pace")
    found = [(one.start, one.end) for one in spans(step, period(plan))]
    assert (found[0], found[-1]) == (first, last)


def test_the_25th_closes_september_and_the_26th_of_june_opens_july() -> None:
    rows = [*wrote(6, 25, 26), *wrote(9, 25, 26)]
    result = run(rows)
    assert {span: done for span, (_, done, _) in lines(result, "tasks").items()} == dict(
        zip(MONTHS, (1, 0, 1), strict=True)
    )
    assert result.settled["reason_code"].tolist().count("日期不在统计期间") == 2


# the even pace


@pytest.mark.parametrize(
    ("items", "owed", "short"),
    [
        # (6 + 0 + 3) ÷ 3 = 3, half of it 1.5: 2 owed; August 0, 2 short
        ((6, 0, 3), 2, (0, 2, 0)),
        # (4 + 1 + 1) ÷ 3 = 2, half of it 1: 1 owed, August and September have just that
        ((4, 1, 1), 1, (0, 0, 0)),
        # (5 + 1 + 1) ÷ 3 = 2⅓, half of it 1⅙: one item is less than that, so 2 owed
        ((5, 1, 1), 2, (0, 1, 1)),
        # (3 + 3 + 3) ÷ 3 = 3, half of it 1.5
        ((3, 3, 3), 2, (0, 0, 0)),
        # all in one month: 9 ÷ 3 = 3, 2 owed in each of the others
        ((0, 0, 9), 2, (2, 2, 0)),
        # one item in a quarter: ⅓, half of it ⅙: 1 owed each month
        ((1, 0, 0), 1, (0, 1, 1)),
    ],
)
def test_a_month_below_half_of_the_units_own_average_is_short(
    items: tuple[int, int, int], owed: int, short: tuple[int, int, int]
) -> None:
    found = lines(run(by_month(*items)), "even-pace")
    assert found == {month: (owed, done, lacking) for month, done, lacking in zip(MONTHS, items, short, strict=True)}


@pytest.mark.parametrize(
    # of 3, 2, 1 the average is 2: all of it 2, eight tenths 1.6, so 2, half of it 1
    ("share", "owed", "short"),
    [("1", 2, [0, 0, 1]), ("0.8", 2, [0, 0, 1]), ("0.5", 1, [0, 0, 0])],
)
def test_how_much_less_is_uneven_is_for_the_office_to_decide(share: str, owed: int, short: list[int]) -> None:
    found = lines(scored(even(share), by_month(3, 2, 1), PLACE), "even-pace")
    assert [line[0] for line in found.values()] == [owed] * 3
    assert [line[2] for line in found.values()] == short


def test_each_unit_is_measured_by_its_own_pace() -> None:
    # A01 30 in July: 10 a month, 5 owed; B01 one each month: 1 owed, met
    rows = [*wrote(7, *range(1, 31)), *(item for month in (7, 8, 9) for item in wrote(month, 3, unit="B01"))]
    result = run(rows)
    assert [line[2] for line in lines(result, "even-pace").values()] == [0, 5, 5]
    assert [line[2] for line in lines(result, "even-pace", "B01").values()] == [0, 0, 0]


def test_a_unit_that_sent_nothing_has_no_pace_to_be_measured_by() -> None:
    assert lines(run([]), "even-pace") == {}


def test_the_pace_of_a_unit_without_a_return_cannot_be_checked() -> None:
    quotas = run([], silent=frozenset({"A01"})).work.quotas
    own = quotas[(quotas["rule"] == "even-pace") & (quotas["unit_code"] == "A01")]
    assert own[["short", "note"]].drop_duplicates().values.tolist() == [[0, "没有报表，无法核验"]]


def test_by_the_ended_reading_days_of_june_are_taken_from_the_quarter_before() -> None:
    # June: 10 and 20 June in the second quarter's return, 28 June in this one's: 3; July 3, August 0: average 2, 1 owed
    reading = {"steps__even_pace__edges": "ended", "steps__tasks__edges": "ended"}
    spring = run(wrote(6, 10, 20), quarter="2026Q2", **reading).work
    earlier = (score.Past(spring.period, spring.rows, spring.ledger, spring.came, spring.quotas, spring.entries),)
    summer = run([*wrote(6, 28), *wrote(7, 1, 2, 3), *wrote(9, 5)], earlier=earlier, **reading)
    assert lines(summer, "even-pace") == {"2026年6月": (1, 3, 0), "2026年7月": (1, 3, 0), "2026年8月": (1, 0, 1)}


def test_an_uneven_pace_costs_nothing_and_is_only_named() -> None:
    result = run(by_month(9, 0, 0))
    assert not result.work.ledger["basis"].eq("任务").any()
    assert set(result.work.quotas.loc[result.work.quotas["short"] > 0, "label"]) == {"每月信息报送", "各月均衡报送"}
