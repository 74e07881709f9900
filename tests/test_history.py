"""Which earlier periods a run needs beside its own, and when they make up the whole year."""

from __future__ import annotations

import pandas as pd

from pipeline.history import Counted, ledgers, missing, needed, whole_year
from pipeline.period import PeriodId
from pipeline.run import Setting
from schemas.ledger import Ledger
from schemas.vocabulary import Basis, Measure
from tests.score.test_engine import base, penalty, quota
from tests.timetable import days, ids, reporting, setting

QUARTERLY, MONTHLY = reporting("quarter", due=(3, 25)), reporting("month")
MONTHS_THEN_QUARTERS = setting(QUARTERLY, [("2026-06-30", MONTHLY)])


def wanted(made: Setting, which: str) -> list[str]:
    return ids(needed(made, PeriodId.parse(which)))


def test_a_quarter_stands_beside_its_year_the_one_before_and_the_same_one_last_year() -> None:
    assert wanted(setting(QUARTERLY), "2026Q3") == ["2025Q3", "2026Q1", "2026Q2"]
    assert wanted(setting(QUARTERLY), "2026Q1") == ["2025Q1", "2025Q4"]


def test_a_month_stands_beside_the_months_of_its_year_also_of_a_year_that_begins_in_july() -> None:
    assert wanted(setting(MONTHLY), "2026M03") == ["2025M03", "2026M01", "2026M02"]
    from_july = setting(reporting("month", year={"begins": 7}))
    assert wanted(from_july, "2026M09") == ["2025M09", "2026M07", "2026M08"]
    assert wanted(from_july, "2027M02") == ["2026M02", *(f"2026M{n:02d}" for n in range(7, 13)), "2027M01"]


def test_halves_and_years_have_what_came_before_them_and_a_campaign_the_one_of_last_year() -> None:
    assert wanted(setting(reporting("halfyear")), "2026H2") == ["2025H2", "2026H1"]
    assert wanted(setting(reporting("year")), "2026Y") == ["2025Y"]
    days_of_may = {"name": "活动", "begins": {"month": 5, "day": 21}, "ends": {"month": 6, "day": 30}}
    assert wanted(setting(reporting("campaign", campaign=days_of_may)), "2026C1") == ["2025C1"]


def test_where_duties_are_settled_by_the_year_last_years_quarters_bring_those_before_them() -> None:
    # the last quarter of 2025 settles the whole of 2025
    yearly = reporting("quarter", base(), quota(period="year"))
    assert wanted(setting(yearly), "2026Q1") == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]


def test_what_follows_from_several_periods_in_a_row_brings_those_before_also_over_the_new_year() -> None:
    # three in a row: 2026Q1 needs 2025Q3 and Q4, 2025Q4 needs Q2 and Q3, 2025Q1 needs 2024Q3 and Q4
    thrice = reporting("quarter", base(), quota(), penalty(in_a_row=3))
    quarters = ["2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    assert wanted(setting(thrice), "2026Q1") == quarters
    weeks = reporting("quarter", base(), quota(period="week", edges="ended"))
    assert wanted(setting(weeks), "2026Q1") == ["2024Q4", "2025Q1", "2025Q3", "2025Q4"]


def test_a_quarter_nothing_is_known_of_is_left_out_and_named() -> None:
    made = setting(QUARTERLY, known={"2025Q3", "2026Q2"})
    assert wanted(made, "2026Q3") == ["2025Q3", "2026Q2"]
    assert missing(made, PeriodId.parse("2026Q3"), {"2026Q2"}) == ("第一季度",)


def test_periods_from_before_the_rules_came_into_force_are_no_history_of_theirs() -> None:
    new = reporting("quarter", effective_from="2026-01-01")
    assert wanted(setting(new), "2026Q2") == ["2026Q1"]


def test_a_year_is_whole_when_every_quarter_before_is_known() -> None:
    made = setting(QUARTERLY)
    assert whole_year(made, PeriodId.parse("2026Q1"), set())
    assert whole_year(made, PeriodId.parse("2026Q3"), {"2026Q1", "2026Q2"})
    assert not whole_year(made, PeriodId.parse("2026Q3"), {"2026Q2"})


def test_months_until_june_and_quarters_from_july_follow_on_one_another_by_their_days() -> None:
    # by their ids 2026Q3 and 2026Q4 would stand apart from 2026M01 to 2026M06
    months = [f"2026M{n:02d}" for n in range(1, 7)]
    assert wanted(MONTHS_THEN_QUARTERS, "2026Q4") == [*months, "2026Q3"]
    assert wanted(MONTHS_THEN_QUARTERS, "2026M03") == ["2025M03", "2026M01", "2026M02"]
    before = MONTHS_THEN_QUARTERS.before(PeriodId.parse("2026Q3"))
    assert before
    assert before.id == "2026M06"
    # a year later there are quarters to stand beside again
    assert wanted(MONTHS_THEN_QUARTERS, "2027Q3") == ["2026Q3", "2027Q1", "2027Q2"]


def test_a_year_of_months_and_quarters_is_whole_only_without_a_hole() -> None:
    months, third = {f"2026M{n:02d}" for n in range(1, 7)}, PeriodId.parse("2026Q3")
    assert whole_year(MONTHS_THEN_QUARTERS, third, months)
    assert not whole_year(MONTHS_THEN_QUARTERS, third, months - {"2026M04"})
    assert missing(MONTHS_THEN_QUARTERS, third, months - {"2026M04"}) == ("4月",)
    assert not whole_year(MONTHS_THEN_QUARTERS, third, {"2026Q1", "2026Q2"})  # folders that were no periods then


def test_the_first_period_under_new_rules_begins_where_the_old_ones_left_off() -> None:
    old = reporting("month", window="cutoff")  # June ends on the 25th
    third = PeriodId.parse("2026Q3")
    assert days(setting(QUARTERLY, [("2026-06-30", old)]).period(third)) == ("2026-06-26", "2026-09-30")
    cut = reporting("quarter", due=(3, 20), window="cutoff")  # would begin on 21 June, which June has counted
    assert days(setting(cut, [("2026-06-30", MONTHLY)]).period(third)) == ("2026-07-01", "2026-09-20")
    assert days(setting(cut, [("2026-06-30", MONTHLY)]).period(PeriodId.parse("2026Q4"))) == (
        "2026-09-21",
        "2026-12-20",
    )


def test_months_reported_together_count_as_covered_and_never_stand_alone() -> None:
    together = setting(reporting("month", merged=["2026M01"]))
    assert wanted(together, "2026M03") == ["2025M03", "2026M02"]
    assert wanted(together, "2026M02") == ["2025M02", "2025M12"]
    assert whole_year(together, PeriodId.parse("2026M03"), {"2026M02"})


def test_the_last_ledger_is_that_of_the_period_that_ended_the_day_before() -> None:
    made = MONTHS_THEN_QUARTERS
    known = ["2025M12", "2026M05", "2026M06"]
    earlier = [Counted(made.period(PeriodId.parse(one)), _ledger(one, n)) for n, one in enumerate(known, 1)]
    now = Counted(made.period(PeriodId.parse("2026Q3")), _ledger("2026Q3", 10))
    found = ledgers(now, earlier)
    assert found.previous["amount"].tolist() == [3]
    assert found.year["amount"].tolist() == [2, 3, 10]  # December belongs to the year before
    assert ledgers(now, earlier[:2]).previous.empty


def _ledger(period: str, amount: int) -> pd.DataFrame:
    return Ledger.of(
        [
            {
                "line_id": 1, "period": period, "measure": Measure.ITEMS, "unit_code": "A01", "person": "", "amount": amount,
                "account": "a", "step": "base", "rule": "a", "clause": "T1", "arithmetic": "一", "basis": Basis.SUM,
                "basis_key": "a", "row_id": -1, "tier": "",
            }
        ]
    )  # fmt: skip
