"""Periods of every kind: how their ids are read, what they are called, and which days they cover."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.errors import OfficeError, UsageError
from pipeline.period import PeriodId, period_of
from schemas.assessment import Assessment
from schemas.periods import Campaign, DayOfYear, Year
from tests.timetable import days, reporting

SCHOOL = Year(begins=9, name="学年")
FROM_JULY = Year(begins=7)
CAMPAIGN = Campaign(name="集中宣传活动", begins=DayOfYear(month=5, day=21), ends=DayOfYear(month=6, day=30))
AUTUMN = {"name": "秋冬防火", "begins": {"month": 11, "day": 15}, "ends": {"month": 2, "day": 31}}


def made(which: str, assessment: Assessment) -> Any:
    return period_of(PeriodId.parse(which), assessment, lambda _: True)


@pytest.mark.parametrize(
    ("written", "label", "first", "last", "before"),
    [
        ("2026Q3", "2026年第三季度", "2026-07-01", "2026-09-30", "2026Q2"),
        ("2026M08", "2026年8月", "2026-08-01", "2026-08-31", "2026M07"),
        ("2026M01", "2026年1月", "2026-01-01", "2026-01-31", "2025M12"),
        ("2026H1", "2026年上半年", "2026-01-01", "2026-06-30", "2025H2"),
        ("2026Y", "2026年度", "2026-01-01", "2026-12-31", "2025Y"),
        ("2026Q1", "2026年第一季度", "2026-01-01", "2026-03-31", "2025Q4"),
    ],
)
def test_an_id_is_read_and_says_its_days_its_name_and_the_one_before(
    written: str, label: str, first: str, last: str, before: str
) -> None:
    which = PeriodId.parse(f" {written.lower()} ")
    found = which.before()
    assert (which.id, which.label(), found and found.id) == (written, label, before)
    assert (which.first_day().isoformat(), which.last_day().isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["2026", "2026Q5", "2026M13", "2026M8", "2026H3", "2026Y1", "2026C2", "1999Q1", ""])
def test_what_is_no_id_is_refused_with_every_way_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match=r"应如 2026Q3（季度）、2026M08（月）、2026H1（半年）、2026Y（年度）、2026C1"):
        PeriodId.parse(text)


@pytest.mark.parametrize(
    ("written", "year", "label", "first", "last", "assessed"),
    [
        # from July: the first quarter is July to September 2026, and March 2027 belongs to the year begun in 2026
        ("2026Q1", FROM_JULY, "2026—2027年度第一季度", "2026-07-01", "2026-09-30", 2026),
        ("2026H2", FROM_JULY, "2026—2027年度下半年", "2027-01-01", "2027-06-30", 2026),
        ("2026Y", FROM_JULY, "2026—2027年度", "2026-07-01", "2027-06-30", 2026),
        ("2027M03", FROM_JULY, "2027年3月", "2027-03-01", "2027-03-31", 2026),
        ("2027M07", FROM_JULY, "2027年7月", "2027-07-01", "2027-07-31", 2027),
        ("2026Q1", SCHOOL, "2026—2027学年第一季度", "2026-09-01", "2026-11-30", 2026),
        ("2026Q2", SCHOOL, "2026—2027学年第二季度", "2026-12-01", "2027-02-28", 2026),
        ("2026Y", SCHOOL, "2026—2027学年", "2026-09-01", "2027-08-31", 2026),
    ],
)
def test_quarters_and_halves_count_from_the_assessed_year_and_months_are_the_calendars(
    written: str, year: Year, label: str, first: str, last: str, assessed: int
) -> None:
    which = PeriodId.parse(written)
    assert (which.label(year), which.assessed_year(year)) == (label, assessed)
    assert (which.first_day(year).isoformat(), which.last_day(year).isoformat()) == (first, last)


@pytest.mark.parametrize("kind", ["quarter", "month", "halfyear", "year"])
@pytest.mark.parametrize("year", [Year(), FROM_JULY, SCHOOL])
def test_every_day_lies_in_one_period_and_the_one_before_ends_the_day_before(kind: Any, year: Year) -> None:
    for number in range(0, 800, 7):
        day = date.fromordinal(date(2025, 11, 1).toordinal() + number)
        which = PeriodId.holding(day, kind, year)
        assert which.first_day(year) <= day <= which.last_day(year)
        before = which.before()
        assert before
        assert before.last_day(year).toordinal() + 1 == which.first_day(year).toordinal()
        assert PeriodId.parse(which.id) == which


def test_a_campaign_has_its_own_name_and_days_and_nothing_before_it() -> None:
    period = made("2026C1", reporting("campaign", campaign=CAMPAIGN.model_dump(), due=(2, 28)))
    assert (period.label, period.this, period.which.before()) == ("2026年集中宣传活动期间", "本次活动", None)
    assert days(period) == ("2026-05-21", "2026-06-30")
    assert period.nominal_due == date(2026, 6, 28)  # the second month of a campaign that begins in May
    assert period.assessed_year == 2026


def test_a_campaign_may_run_over_the_end_of_the_year_and_of_february() -> None:
    period = made("2026C1", reporting("campaign", campaign=AUTUMN))
    assert days(period) == ("2026-11-15", "2027-02-28")
    assert PeriodId.campaign_holding(date(2027, 1, 5), period.campaign) == period.which
    assert PeriodId.campaign_holding(date(2027, 3, 1), period.campaign) is None


@pytest.mark.parametrize(
    ("cadence", "which", "this", "last"),
    [
        ("quarter", "2026Q2", "本季度", "上季度"),
        ("month", "2026M02", "本月", "上月"),
        ("halfyear", "2026H2", "本半年", "上个半年"),
        ("year", "2026Y", "本年度", "上年度"),
    ],
)
def test_a_period_has_its_own_word(cadence: str, which: str, this: str, last: str) -> None:
    period = made(which, reporting(cadence))
    assert (period.this, period.last) == (this, last)


def test_only_the_years_last_period_ends_it() -> None:
    assert [made(f"2026M{n:02d}", reporting("month")).ends_year for n in (6, 11, 12)] == [False, False, True]
    from_july = reporting("month", year={"begins": 7})
    assert [made(which, from_july).ends_year for which in ("2026M12", "2027M06")] == [False, True]
    assert made("2026Y", reporting("year")).ends_year


def test_a_month_cut_off_on_the_25th_begins_on_the_26th_of_the_month_before() -> None:
    monthly = reporting("month", window="cutoff")
    assert days(made("2026M03", monthly)) == ("2026-02-26", "2026-03-25")
    assert days(made("2026M01", monthly)) == ("2025-12-26", "2026-01-25")
    # where the due day is the 31st, February is cut off on its last day and March begins on the 1st
    assert days(made("2026M03", reporting("month", window="cutoff", due=(1, 31)))) == ("2026-03-01", "2026-03-31")


def test_a_half_year_is_due_in_one_of_its_six_months() -> None:
    period = made("2026H2", reporting("halfyear", due=(6, 20), window="cutoff"))
    assert (period.nominal_due, days(period)) == (date(2026, 12, 20), ("2026-06-21", "2026-12-20"))


@pytest.mark.parametrize(
    ("window", "start", "end"), [("calendar", "01-01", "02-28"), ("cutoff", "2025-12-26", "02-25")]
)
def test_months_reported_together_are_one_period_from_the_first_day_of_the_first(
    window: str, start: str, end: str
) -> None:
    together = reporting("month", window=window, merged=["2026M01"])
    period = made("2026M02", together)
    assert days(period) == (start if len(start) > 5 else f"2026-{start}", f"2026-{end}")
    assert (period.label, period.this, period.last) == ("2026年1月至2月", "本期", "上期")
    assert (period.first_day, period.last_day) == (date(2026, 1, 1), date(2026, 2, 28))
    assert period.nominal_due == date(2026, 2, 25)


def test_three_months_over_the_end_of_a_year_are_reported_together_under_both_years() -> None:
    period = made("2026M01", reporting("month", merged=["2025M11", "2025M12"]))
    assert period.label == "2025年11月至2026年1月"
    assert days(period) == ("2025-11-01", "2026-01-31")


def test_a_period_reported_with_the_next_is_not_run_by_itself() -> None:
    with pytest.raises(OfficeError, match="2026M01 按《测试办法》与下一期合并上报，请运行 2026M02"):
        made("2026M01", reporting("month", merged=["2026M01"]))


def test_an_id_of_another_kind_is_refused_with_how_ids_look_under_the_assessment() -> None:
    with pytest.raises(UsageError, match="《测试办法》的考核期应写成如 2026M08（月），“2026Q3”不是"):
        made("2026Q3", reporting("month"))
    with pytest.raises(UsageError, match="应写成如 2026Q3（季度）"):
        made("2026M08", reporting("quarter"))
