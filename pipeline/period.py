"""A period of assessment: the days it covers under an assessment, and when returns are due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import chinese_calendar

from pipeline.errors import OfficeError, UsageError
from pipeline.period_id import CALENDAR_YEAR, LAST, THIS, PeriodId
from schemas.assessment import Assessment
from schemas.office import Office
from schemas.periods import ID_EXAMPLES, Cadence, Campaign, Year

__all__ = [
    "CALENDAR_YEAR",
    "DAY",
    "IsWorkday",
    "Period",
    "PeriodId",
    "cadence_of",
    "calendar_days",
    "chinese_date",
    "days_covered",
    "nominal_due",
    "period_of",
    "period_on",
    "require_own",
    "with_merged",
    "workdays_of",
]
IsWorkday = Callable[[date], bool]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days a period covers (both included) and the first moment at which a return is late (office time)."""

    which: PeriodId
    start: date
    end: date
    nominal_due: date
    due: date
    late_from: datetime
    year: Year = CALENDAR_YEAR
    campaign: Campaign | None = None
    merged: tuple[PeriodId, ...] = ()
    """Those before it that are reported together with it, oldest first."""

    @property
    def id(self) -> str:
        """The period's id, e.g. 2026Q3."""
        return self.which.id

    @property
    def label(self) -> str:
        """As printed: 2026年第三季度, 2026年1月至2月."""
        if not self.merged:
            return self.which.label(self.year, self.campaign)
        first, last = self.merged[0], self.which
        same = first.year_label(self.year) == last.year_label(self.year)
        return f"{first.label(self.year)}至{last.short_label() if same else last.label(self.year)}"

    @property
    def this(self) -> str:
        """What it is called in a sentence: 本季度, 本月."""
        return "本期" if self.merged else THIS[self.which.kind]

    @property
    def last(self) -> str:
        """What the period before it is called in a sentence: 上季度, 上月."""
        return "上期" if self.merged else LAST[self.which.kind]

    @property
    def first_day(self) -> date:
        """The first calendar day, whatever days are covered."""
        return (self.merged or (self.which,))[0].first_day(self.year, self.campaign)

    @property
    def last_day(self) -> date:
        """The last calendar day, whatever days are covered."""
        return self.which.last_day(self.year, self.campaign)

    @property
    def assessed_year(self) -> int:
        """The year in which the assessed year that the period belongs to begins."""
        return self.which.assessed_year(self.year, self.campaign)

    @property
    def year_begins(self) -> date:
        """The first day of the assessed year."""
        return PeriodId("year", self.assessed_year).first_day(self.year)

    @property
    def this_year(self) -> str:
        """The running year, as printed: 本年, 本学年."""
        return f"本{self.year.name}"

    @property
    def ends_year(self) -> bool:
        """Whether the assessed year ends with this period."""
        return self.last_day == PeriodId("year", self.assessed_year).last_day(self.year)

    @property
    def window(self) -> str:
        """The days covered, as printed."""
        return f"{chinese_date(self.start)}至{chinese_date(self.end)}"

    @property
    def deadline(self) -> str:
        """The deadline, as printed."""
        return f"{chinese_date((self.late_from - DAY).date())}24时"

    def comes_before(self, other: Period) -> bool:
        """Whether the other begins on the day after this one ends."""
        return self.last_day + DAY == other.first_day

    def like(self, other: Period) -> bool:
        """Whether it is of the same length as another, so that their figures may stand side by side."""
        return self.which.kind == other.which.kind and len(self.merged) == len(other.merged)


def chinese_date(day: date) -> str:
    """2026年9月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def workdays_of(office: Office) -> IsWorkday:
    """Whether a day is worked: the office's own lists first, then the published national calendar."""

    def is_workday(day: date) -> bool:
        if day in office.days_on or day in office.days_off:
            return day in office.days_on
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            raise OfficeError(
                f"{chinese_date(day)}是否上班无从得知（节假日安排尚未收录）。"
                f"请在 inputs/office.yaml 的 days_on 或 days_off 中写明这一天，如 days_off: [{day}]"
            ) from None

    return is_workday


def cadence_of(assessment: Assessment) -> Cadence:
    """How often the assessment reports; by the quarter where it does not say."""
    return assessment.cadence or "quarter"


def calendar_days(which: PeriodId, assessment: Assessment) -> tuple[date, date]:
    """A period's own first and last day in the calendar; what is merged into it is not counted."""
    year, campaign = assessment.year, assessment.calendar.campaign
    return which.first_day(year, campaign), which.last_day(year, campaign)


def period_on(day: date, assessment: Assessment) -> PeriodId | None:
    """The period that a day lies in under an assessment; a day outside a campaign lies in none."""
    cadence = cadence_of(assessment)
    if cadence == "campaign":
        return PeriodId.campaign_holding(day, assessment.calendar.campaign)
    return PeriodId.holding(day, cadence, assessment.year)


def with_merged(which: PeriodId, assessment: Assessment) -> tuple[PeriodId, ...]:
    """The period after those that are reported together with it, oldest first."""
    found, before = [which], which.before()
    while before and before.id in assessment.calendar.merged:
        found.insert(0, before)
        before = before.before()
    return tuple(found)


def nominal_due(which: PeriodId, assessment: Assessment) -> date:
    """The due day as the assessment writes it, before any moving for holidays; the period's end while it is open."""
    due = assessment.calendar.due
    if not due:
        return calendar_days(which, assessment)[1]
    return which.day(due.month_of_period, due.day, assessment.year, assessment.calendar.campaign)


def days_covered(which: PeriodId, assessment: Assessment, left_off: date | None = None) -> tuple[date, date]:
    """First and last day whose rows count. `left_off` is the last day covered under rules that were replaced before it."""
    first = with_merged(which, assessment)[0]
    start, end = calendar_days(first, assessment)[0], calendar_days(which, assessment)[1]
    before = first.before()
    if assessment.calendar.window == "cutoff":
        start, end = nominal_due(before, assessment) + DAY if before else start, nominal_due(which, assessment)
    return left_off + DAY if left_off else start, end


def period_of(
    which: PeriodId, assessment: Assessment, is_workday: IsWorkday, left_off: date | None = None
) -> Period:  # fmt: skip
    """The period under an assessment whose needed gaps are decided (an undecided unneeded one has no effect).

    Raises UsageError for an id of another kind, OfficeError for a period that is reported with the next.
    """
    require_own(which, assessment)
    calendar = assessment.calendar
    nominal = due = nominal_due(which, assessment)
    while calendar.moved_off_days_off and not is_workday(due):
        due += DAY
    # An undecided `due_day_included` means that nothing arrived on that day: either reading gives the same.
    late_day = due if calendar.due_day_included is False else due + DAY
    start, end = days_covered(which, assessment, left_off)
    late_from, merged = datetime.combine(late_day, time()), with_merged(which, assessment)[:-1]
    return Period(which, start, end, nominal, due, late_from, assessment.year, calendar.campaign, merged)


def require_own(which: PeriodId, assessment: Assessment) -> None:
    """Raise UsageError for an id of another kind, OfficeError for a period that is reported with the next."""
    cadence, calendar = cadence_of(assessment), assessment.calendar
    if which.kind != cadence:
        raise UsageError(f"《{assessment.title}》的考核期应写成如 {ID_EXAMPLES[cadence]}，“{which.id}”不是")
    if which.id in calendar.merged:
        last = calendar_days(which, assessment)[1]
        after = period_on(last + DAY, assessment)
        raise OfficeError(
            f"{which.id} 按《{assessment.title}》与下一期合并上报，请运行 {after.id if after else '下一期'}"
        )
