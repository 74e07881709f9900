"""The calendar of an assessment: how often it reports, in which year, when returns are due, which days a period covers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.strict import Strict

Consequence = Literal["accept", "pending", "reject", "void"]
Months = Literal["quarter", "month", "halfyear", "year"]
"""Kinds of periods that are made of whole months."""
Cadence = Literal["quarter", "month", "halfyear", "year", "campaign"]
"""How often an office reports."""

ID_EXAMPLES: dict[Cadence, str] = {
    "quarter": "2026Q3（季度）",
    "month": "2026M08（月）",
    "halfyear": "2026H1（半年）",
    "year": "2026Y（年度）",
    "campaign": "2026C1（专项活动）",
}
"""How the id of a period is written, by cadence."""

MONTHS: dict[Cadence, int] = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12}
"""How many months a period has; a campaign has its own days."""


class Year(Strict):
    """The year that running totals and yearly duties cover: the month it begins in, and what it is called."""

    begins: int = Field(default=1, ge=1, le=12)
    name: Literal["年", "学年", "年度"] = "年"


class DayOfYear(Strict):
    """A day that comes every year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class Campaign(Strict):
    """The one campaign (集中宣传, 专项活动) a plan is about: its name and its days, both included.

    It ends in the next year when its last day comes before its first in the calendar.
    """

    name: str = Field(min_length=1)
    begins: DayOfYear
    ends: DayOfYear


class DueDay(Strict):
    """The nominal last day for handing in: a day of one of the period's months (1 is the one it begins in)."""

    month_of_period: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class Late(Strict):
    """What becomes of rows in a late return."""

    then: Consequence | None = None
    clause: str


class Calendar(Strict):
    """When returns are due and which days a period covers. `None` is a gap not yet decided."""

    clause: str
    due: DueDay | None = None
    due_day_included: bool | None = None
    moved_off_days_off: bool | None = None
    window: Literal["calendar", "cutoff"] | None = None
    campaign: Campaign | None = Field(default=None, description="cadence 写 campaign 时必须写，否则不写")
    merged: list[str] = Field(default=[], description="与下一期合并上报的考核期，如 2026M01")
    late: Late
