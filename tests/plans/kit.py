"""What a plan's sample period is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Line = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """One unit's return: its adoptions, and its 报送台账 (None: the sheet is not there)."""

    unit: str
    adoptions: list[Line]
    submissions: list[Line] | None = field(default_factory=list)
    period: str = ""
    received: str = ""


@dataclass(frozen=True)
class PlanQuarter:
    """A quarter to run: roster, returns, and what the office itself rules and enters."""

    plan: str
    quarter: str
    received: str
    units: list[tuple[str, str, str]]
    outlets: list[tuple[str, str, str]]
    """Name, tier, kind; one that is not on a closed list ends in “外”."""
    people: list[tuple[str, str, str, str]]
    returns: list[Sent]
    rulings: list[Line] = field(default_factory=list)
    entries: list[Line] = field(default_factory=list)


def used(title: str, outlet: str, day: date, authors: str, **more: Any) -> Line:
    """A line of 采用明细."""
    return {
        "title": title, "outlet_text": outlet, "published_on": day, "authors": authors, "method": "全文", "origin": "原发",
        "paid": "否", **more,
    }  # fmt: skip


def wrote(title: str, moment: datetime, authors: str, **more: Any) -> Line:
    """A line of 报送台账."""
    return {"title": title, "submitted_at": moment, "authors": authors, **more}
