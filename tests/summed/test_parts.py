"""Which periods make up a longer span: by the rules in force on their days, of whatever kind they are."""

from __future__ import annotations

import pytest

from pipeline.errors import OfficeError, UsageError
from pipeline.monthly.month import holding
from pipeline.period import PeriodId
from pipeline.run import Setting
from pipeline.summed.parts import is_longer, is_own, parts_of, period_of_span
from pipeline.summed.run import run_span
from schemas.assessment import Assessment
from tests.score.test_engine import base
from tests.timetable import ids, reporting, setting

QUARTERLY, MONTHLY = reporting("quarter", due=(3, 25)), reporting("month")
DAYS_OF_MAY = {"name": "活动", "begins": {"month": 5, "day": 21}, "ends": {"month": 6, "day": 30}}
CAMPAIGN = reporting("campaign", campaign=DAYS_OF_MAY)


def every(made: Setting, which: str) -> list[str]:
    return ids(parts_of(made, PeriodId.parse(which)).every)


def test_a_year_is_four_quarters_or_twelve_months_or_two_halves() -> None:
    assert every(setting(QUARTERLY), "2026Y") == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert every(setting(MONTHLY), "2026Y") == [f"2026M{n:02d}" for n in range(1, 13)]
    assert every(setting(reporting("halfyear")), "2026Y") == ["2026H1", "2026H2"]
    assert every(setting(MONTHLY), "2026Q3") == ["2026M07", "2026M08", "2026M09"]


def test_a_year_from_july_ends_in_the_next_june() -> None:
    from_july = setting(reporting("month", year={"begins": 7}))
    assert every(from_july, "2026Y") == [f"2026M{n:02d}" for n in range(7, 13)] + [f"2027M{n:02d}" for n in range(1, 7)]
    assert every(from_july, "2026H2") == [f"2027M{n:02d}" for n in range(1, 7)]
    quarters = setting(reporting("quarter", due=(3, 25), year={"begins": 9, "name": "学年"}))
    parts = parts_of(quarters, PeriodId.parse("2026Y"))
    assert ids(parts.every) == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert period_of_span(quarters, parts).label == "2026—2027学年"


def test_months_until_june_and_quarters_after_make_a_year_together() -> None:
    both = setting(QUARTERLY, [("2026-06-30", MONTHLY)])
    assert every(both, "2026Y") == [*(f"2026M{n:02d}" for n in range(1, 7)), "2026Q3", "2026Q4"]


def test_the_days_of_a_span_are_those_its_periods_cover() -> None:
    cut = setting(reporting("quarter", due=(3, 20), window="cutoff"))
    period = period_of_span(cut, parts_of(cut, PeriodId.parse("2026H1")))
    assert (period.start.isoformat(), period.end.isoformat()) == ("2025-12-21", "2026-06-20")


def test_what_is_not_known_is_told_apart() -> None:
    parts = parts_of(setting(QUARTERLY, known={"2026Q1", "2026Q3"}), PeriodId.parse("2026Y"))
    assert (ids(parts.known), ids(parts.lost)) == (["2026Q1", "2026Q3"], ["2026Q2", "2026Q4"])


@pytest.mark.parametrize(
    ("plan", "which"), [(QUARTERLY, "2026Q3"), (QUARTERLY, "2026M03"), (CAMPAIGN, "2026Y"), (QUARTERLY, "2026C1")]
)
def test_what_is_no_longer_than_a_period_is_no_sum(plan: Assessment, which: str) -> None:
    made = setting(plan)
    assert not is_longer(made, PeriodId.parse(which))
    with pytest.raises(UsageError, match=f"几期合计不成 {which}"):
        parts_of(made, PeriodId.parse(which))


def test_an_office_that_reports_by_the_year_has_the_year_itself() -> None:
    assert is_own(setting(reporting("year")), PeriodId.parse("2026Y"))
    assert not is_own(setting(QUARTERLY), PeriodId.parse("2026Y"))


def test_tiers_or_measures_that_were_changed_within_the_year_are_not_put_in_one_table() -> None:
    renamed = reporting("quarter", due=(3, 25), tiers=[{"id": "county", "name": "区级"}])
    with pytest.raises(OfficeError, match="级别或计量不同"):
        run_span(setting(QUARTERLY, [("2026-06-30", renamed)]), PeriodId.parse("2026Y"))
    paid = reporting("quarter", base(), base("cash", measure="奖励金额"), due=(3, 25))
    with pytest.raises(OfficeError, match="级别或计量不同"):
        run_span(setting(QUARTERLY, [("2026-06-30", paid)]), PeriodId.parse("2026Y"))


def test_a_month_lies_in_the_quarter_of_its_days_and_after_a_cut_off_in_the_next() -> None:
    cut = setting(reporting("quarter", due=(3, 20), window="cutoff"))
    assert ids(holding(cut, PeriodId.parse("2026M08"))) == ["2026Q3"]
    assert ids(holding(cut, PeriodId.parse("2026M09"))) == ["2026Q3", "2026Q4"]
    assert ids(holding(cut, PeriodId.parse("2026M12"))) == ["2026Q4", "2027Q1"]
    assert ids(holding(setting(QUARTERLY), PeriodId.parse("2026M09"))) == ["2026Q3"]
    assert ids(holding(setting(CAMPAIGN), PeriodId.parse("2026M05"))) == ["2026C1"]  # from the 21st on
    with pytest.raises(UsageError, match="不在考核办法规定的任何一期之内"):
        holding(setting(CAMPAIGN), PeriodId.parse("2026M03"))
