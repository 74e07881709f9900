"""Which period: its id, how it is called, and its calendar days. Quarter, month, half-year, year or campaign."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipeline.errors import UsageError
from schemas.periods import ID_EXAMPLES, MONTHS, Cadence, Campaign, DayOfYear, Months, Year

CALENDAR_YEAR = Year(begins=1, name="年")
LETTERS: dict[str, Cadence] = {"Q": "quarter", "M": "month", "H": "halfyear", "Y": "year", "C": "campaign"}
THIS: dict[Cadence, str] = {
    "quarter": "本季度", "month": "本月", "halfyear": "本半年", "year": "本年度", "campaign": "本次活动",
}  # fmt: skip
LAST: dict[Cadence, str] = {
    "quarter": "上季度", "month": "上月", "halfyear": "上个半年", "year": "上年度", "campaign": "上次活动",
}  # fmt: skip
"""What the running period and the one before it are called in a sentence."""
ORDINALS = "一二三四"
_ID = re.compile(r"(20\d\d)(?:(Q)([1-4])|(M)(0[1-9]|1[0-2])|(H)([12])|(Y)()|(C)(1))")


@dataclass(frozen=True)
class PeriodId:
    """A period by its id. Quarters and half-years count from the month the assessed year begins in.

    `year` is that in which the assessed year begins; of a month and a campaign it is the calendar year.
    """

    kind: Cadence
    year: int
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> PeriodId:
        """Read `2026Q3`, `2026M08`, `2026H1`, `2026Y` or `2026C1`; raises UsageError for anything else."""
        found = cls.read(text)
        if not found:
            raise UsageError(f"考核期“{text}”写法不对，应如 {'、'.join(ID_EXAMPLES.values())}")
        return found

    @classmethod
    def read(cls, text: str) -> PeriodId | None:
        """The same, with nothing for what is no id."""
        match = _ID.fullmatch(text.strip().upper())
        if not match:
            return None
        year, letter, number = (part for part in match.groups() if part is not None)
        return cls(LETTERS[letter], int(year), int(number or 1))

    @classmethod
    def holding(cls, day: date, kind: Months, year: Year = CALENDAR_YEAR) -> PeriodId:
        """The period of a kind that a day lies in."""
        if kind == "month":
            return cls(kind, day.year, day.month)
        return cls(kind, assessed_year(day, year), (day.month - year.begins) % 12 // MONTHS[kind] + 1)

    @classmethod
    def campaign_holding(cls, day: date, campaign: Campaign | None) -> PeriodId | None:
        """The year's campaign that a day lies in; days outside it lie in none."""
        tried = (cls("campaign", number) for number in (day.year, day.year - 1))
        held = (one for one in tried if one.first_day(campaign=campaign) <= day <= one.last_day(campaign=campaign))
        return next(held, None)

    @property
    def id(self) -> str:
        """The id as used for folders and tables."""
        letter = next(letter for letter, kind in LETTERS.items() if kind == self.kind)
        number = {"year": "", "month": f"{self.number:02d}"}.get(self.kind, str(self.number))
        return f"{self.year}{letter}{number}"

    def before(self) -> PeriodId | None:
        """The one before of the same kind; a campaign has none."""
        if self.kind == "campaign":
            return None
        if self.number > 1:
            return PeriodId(self.kind, self.year, self.number - 1)
        return PeriodId(self.kind, self.year - 1, 12 // MONTHS[self.kind])

    def last_year(self) -> PeriodId:
        """The same one a year earlier."""
        return PeriodId(self.kind, self.year - 1, self.number)

    def assessed_year(self, year: Year = CALENDAR_YEAR, campaign: Campaign | None = None) -> int:
        """The year in which the assessed year begins that this period belongs to."""
        return assessed_year(self.first_day(year, campaign), year)

    def day(self, month_of_period: int, day: int, year: Year = CALENDAR_YEAR, campaign: Campaign | None = None) -> date:
        """A day of one of its months (1 is the month it begins in); a day the month does not have is its last."""
        if self.kind == "campaign":
            begins = campaign.begins.month if campaign else 1
        elif self.kind == "month":
            begins = self.number
        else:
            begins = year.begins + MONTHS[self.kind] * (self.number - 1)
        return _day(self.year, begins + month_of_period - 1, day)

    def first_day(self, year: Year = CALENDAR_YEAR, campaign: Campaign | None = None) -> date:
        """The first calendar day."""
        return self.day(1, campaign.begins.day if campaign and self.kind == "campaign" else 1, year, campaign)

    def last_day(self, year: Year = CALENDAR_YEAR, campaign: Campaign | None = None) -> date:
        """The last calendar day; of a campaign whose days are not known, the year's."""
        if self.kind != "campaign":
            return self.day(MONTHS[self.kind], 31, year)
        ends = campaign.ends if campaign else DayOfYear(month=12, day=31)
        last = _day(self.year, ends.month, ends.day)
        return last if last >= self.first_day(year, campaign) else _day(self.year + 1, ends.month, ends.day)

    def label(self, year: Year = CALENDAR_YEAR, campaign: Campaign | None = None) -> str:
        """As printed: 2026年8月, 2026年上半年, 2026年第三季度, 2026—2027学年第一季度, the campaign's own name."""
        if self.kind == "campaign":
            return f"{self.year}年{campaign.name if campaign else '专项活动'}期间"
        return f"{self.year_label(year)}{self.short_label()}"

    def year_label(self, year: Year = CALENDAR_YEAR) -> str:
        """The year as it stands before the name of the period in it: 2026年, 2026—2027学年."""
        if self.kind == "month":
            return f"{self.year}年"
        years = f"{self.year}" if year.begins == 1 else f"{self.year}—{self.year + 1}"
        if year.name == "年":
            return f"{years}{'年' if year.begins == 1 and self.kind != 'year' else '年度'}"
        return f"{years}{year.name}"

    def short_label(self) -> str:
        """What it is called within its year: 第三季度, 8月, 上半年; nothing where it is the year."""
        if self.kind == "quarter":
            return f"第{ORDINALS[self.number - 1]}季度"
        if self.kind == "halfyear":
            return "上半年" if self.number == 1 else "下半年"
        return f"{self.number}月" if self.kind == "month" else ""


def assessed_year(day: date, year: Year) -> int:
    """The year in which the assessed year begins that a day lies in."""
    return day.year if day.month >= year.begins else day.year - 1


def _day(year: int, month: int, day: int) -> date:
    """A day of a month counted on over the end of the year, at the latest its last."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))
