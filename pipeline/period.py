"""A period of assessment: its id, the days it covers, and when returns are due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import chinese_calendar

from pipeline.errors import OfficeError, UsageError
from schemas.assessment import Assessment, Year
from schemas.office import Office

ORDINALS = "一二三四"
IsWorkday = Callable[[date], bool]


CALENDAR_YEAR = Year(begins=1, name="年")


@dataclass(frozen=True)
class Quarter:
    """A quarter of an assessed year by its id, e.g. 2026Q3; the year is the one in which the assessed year begins."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `2026Q3`; raises UsageError for anything else."""
        match = re.fullmatch(r"(20\d\d)[Qq]([1-4])", text.strip())
        if not match:
            raise UsageError(f"考核期“{text}”写法不对，应为年份加季度，如 2026Q3")
        return cls(int(match[1]), int(match[2]))

    @property
    def id(self) -> str:
        """The id as used for folders and tables."""
        return f"{self.year}Q{self.number}"

    def label(self, year: Year = CALENDAR_YEAR) -> str:
        """As printed: 2026年第三季度, 2026—2027学年第一季度."""
        name = year.name if year.begins == 1 or year.name != "年" else "年度"
        years = f"{self.year}" if year.begins == 1 else f"{self.year}—{self.year + 1}"
        return f"{years}{name}第{ORDINALS[self.number - 1]}季度"

    def before(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    def day(self, month_of_quarter: int, day: int, year: Year = CALENDAR_YEAR) -> date:
        """A day of one of the quarter's three months; a day the month does not have is its last."""
        months = year.begins - 1 + 3 * (self.number - 1) + month_of_quarter - 1
        first = date(self.year + months // 12, months % 12 + 1, 1)
        return first.replace(day=min(day, monthrange(first.year, first.month)[1]))

    def first_day(self, year: Year = CALENDAR_YEAR) -> date:
        """The first calendar day."""
        return self.day(1, 1, year)

    def last_day(self, year: Year = CALENDAR_YEAR) -> date:
        """The last calendar day."""
        return self.day(3, 31, year)


@dataclass(frozen=True)
class Period:
    """The days a period covers (both included) and the first moment at which a return is late (office time)."""

    quarter: Quarter
    start: date
    end: date
    nominal_due: date
    due: date
    late_from: datetime
    year: Year = CALENDAR_YEAR

    @property
    def id(self) -> str:
        """The period's id, e.g. 2026Q3."""
        return self.quarter.id

    @property
    def label(self) -> str:
        """As printed: 2026年第三季度."""
        return self.quarter.label(self.year)

    @property
    def assessed_year(self) -> int:
        """The year in which the assessed year that the period belongs to begins."""
        return self.quarter.year

    @property
    def this_year(self) -> str:
        """The running year, as printed: 本年, 本学年."""
        return f"本{self.year.name}"

    @property
    def ends_year(self) -> bool:
        """Whether the assessed year ends with this period."""
        return self.quarter.number == 4

    @property
    def window(self) -> str:
        """The days covered, as printed."""
        return f"{chinese_date(self.start)}至{chinese_date(self.end)}"

    @property
    def deadline(self) -> str:
        """The deadline, as printed."""
        last = self.late_from - timedelta(days=1)
        return f"{chinese_date(last.date())}24时"


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


def nominal_due(quarter: Quarter, assessment: Assessment) -> date:
    """The due day as the assessment writes it, before any moving for holidays; the quarter's end while it is open."""
    due, year = assessment.calendar.due, assessment.year
    return quarter.day(due.month_of_quarter, due.day, year) if due else quarter.last_day(year)


def period_of(quarter: Quarter, assessment: Assessment, is_workday: IsWorkday) -> Period:
    """The period under an assessment whose needed gaps are decided (an undecided unneeded one has no effect)."""
    calendar, year = assessment.calendar, assessment.year
    nominal = nominal_due(quarter, assessment)
    due = nominal
    while calendar.moved_off_days_off and not is_workday(due):
        due += timedelta(days=1)
    # An undecided `due_day_included` means that nothing arrived on that day: either reading gives the same.
    late_day = due if calendar.due_day_included is False else due + timedelta(days=1)
    start, end = quarter.first_day(year), quarter.last_day(year)
    if calendar.window == "cutoff":
        start, end = nominal_due(quarter.before(), assessment) + timedelta(days=1), nominal
    return Period(quarter, start, end, nominal, due, datetime.combine(late_day, time()), year)
