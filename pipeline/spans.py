"""The stretches of days a quota is counted in: weeks, half-months, months, the period, the year so far."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.period import Period
from schemas.steps import QuotaStep

YEARLY = "全年，截至本期"
WORDS = {"week": "每周", "halfmonth": "每半月", "month": "每月", "quarter": "本季度", "year": YEARLY}


@dataclass(frozen=True)
class Span:
    """Days (both included) over which one quota line counts; `final` when a shortfall can no more be made good."""

    label: str
    start: date
    end: date
    final: bool = True


def spans(step: QuotaStep, period: Period) -> list[Span]:
    """The spans of a period in order; cut ones at its edges only when the step says that they are owed."""
    if step.period == "year":
        return [Span(YEARLY, date.min, period.end, period.ends_year)]
    if step.period in (None, "quarter"):
        return [Span(WORDS["quarter"], period.start, period.end)]
    found = _calendar(step.period, period.start, period.end)
    whole = [(label, start, end) for label, start, end in found if step.edges == "cut" or _inside(start, end, period)]
    return [Span(label, max(start, period.start), min(end, period.end)) for label, start, end in whole]


def cuts_spans(step: QuotaStep, period: Period) -> bool:
    """Whether some week or month reaches over the period's edge, so that its treatment must be decided."""
    if step.period not in ("week", "halfmonth", "month"):
        return False
    found = _calendar(step.period, period.start, period.end)
    return any(not _inside(start, end, period) for _, start, end in found)


def _inside(start: date, end: date, period: Period) -> bool:
    return period.start <= start and end <= period.end


def _calendar(kind: str, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """The whole weeks, half-months or months that hold any day from `first` to `last`."""
    start = _begin(kind, first)
    while start <= last:
        end = _end(kind, start)
        yield _label(kind, start, end), start, end
        start = end + timedelta(days=1)


def _begin(kind: str, day: date) -> date:
    if kind == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=16 if kind == "halfmonth" and day.day > 15 else 1)


def _end(kind: str, start: date) -> date:
    if kind == "week":
        return start + timedelta(days=6)
    return start.replace(day=15 if kind == "halfmonth" and start.day == 1 else monthrange(start.year, start.month)[1])


def _label(kind: str, start: date, end: date) -> str:
    if kind == "week":
        return f"{start.month}月{start.day}日至{end.month}月{end.day}日"
    half = "" if kind == "month" else "上半月" if start.day == 1 else "下半月"
    return f"{start.year}年{start.month}月{half}"
