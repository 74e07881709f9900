"""A period of assessment: its id, the days it covers, and when returns are due."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import chinese_calendar

from pipeline.errors import OfficeError, UsageError
from schemas.assessment import Calendar
from schemas.office import Office

ORDINALS = "一二三四"
IsWorkday = Callable[[date], bool]


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter by its id, e.g. 2026Q3."""

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

    @property
    def label(self) -> str:
        """As printed: 2026年第三季度."""
        return f"{self.year}年第{ORDINALS[self.number - 1]}季度"

    def before(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    def day(self, month_of_quarter: int, day: int) -> date:
        """A day of one of the quarter's three months."""
        return date(self.year, 3 * (self.number - 1) + month_of_quarter, day)

    def first_day(self) -> date:
        """The first calendar day."""
        return self.day(1, 1)

    def last_day(self) -> date:
        """The last calendar day."""
        year, month = divmod(12 * self.year + 3 * self.number, 12)
        return date(year, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days a period covers (both included) and the first moment at which a return is late (office time)."""

    quarter: Quarter
    start: date
    end: date
    nominal_due: date
    due: date
    late_from: datetime

    @property
    def id(self) -> str:
        """The period's id, e.g. 2026Q3."""
        return self.quarter.id

    @property
    def label(self) -> str:
        """As printed: 2026年第三季度."""
        return self.quarter.label

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


def nominal_due(quarter: Quarter, calendar: Calendar) -> date:
    """The due day as the assessment writes it, before any moving for holidays."""
    return quarter.day(calendar.due.month_of_quarter, calendar.due.day)


def period_of(quarter: Quarter, calendar: Calendar, is_workday: IsWorkday) -> Period:
    """The period under a calendar whose needed gaps are decided (an undecided unneeded one has no effect)."""
    nominal = nominal_due(quarter, calendar)
    due = nominal
    while calendar.moved_off_days_off and not is_workday(due):
        due += timedelta(days=1)
    # An undecided `due_day_included` means that nothing arrived on that day: either reading gives the same.
    late_day = due if calendar.due_day_included is False else due + timedelta(days=1)
    start, end = quarter.first_day(), quarter.last_day()
    if calendar.window == "cutoff":
        start, end = nominal_due(quarter.before(), calendar) + timedelta(days=1), nominal
    return Period(quarter, start, end, nominal, due, datetime.combine(late_day, time()))
