"""The stretches of days a quota is counted in: weeks, half-months, months, the period, the year so far."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.period import Period
from schemas.duties import QuotaStep

YEAR = "全年"
YEARLY = f"{YEAR}，截至本期"
WORDS = {"week": "每周", "halfmonth": "每半月", "month": "每月", "year": YEARLY}


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
        return [Span(YEAR if period.ends_year else YEARLY, date.min, period.end, period.ends_year)]
    if step.period in (None, "quarter", "period"):
        return [whole_period(step, period)]
    found = list(_calendar(step.period, period.start, period.end))
    return [Span(*one) for one in EDGES[step.edges](found, period)]


Days = tuple[str, date, date]


def _whole(found: list[Days], period: Period) -> Iterator[Days]:
    """Those that lie in the period from first day to last."""
    return (one for one in found if _inside(one[1], one[2], period))


def _cut(found: list[Days], period: Period) -> Iterator[Days]:
    """All, each as far as it lies in the period."""
    return ((label, max(start, period.start), min(end, period.end)) for label, start, end in found)


def _ended(found: list[Days], period: Period) -> Iterator[Days]:
    """Those that end in the period, from their own first day, which may lie in the period before."""
    return (one for one in found if one[2] <= period.end)


def _joined(found: list[Days], period: Period) -> Iterator[Days]:
    """Cut at both ends, the first piece together with the span that follows it, so that each is owed in one period."""
    pieces = list(_cut(found, period))
    if len(pieces) > 1 and found[0][1] < period.start:
        pieces[:2] = [(pieces[1][0], pieces[0][1], pieces[1][2])]
    return iter(pieces)


EDGES = {"whole": _whole, "cut": _cut, "ended": _ended, "join": _joined}
"""What becomes of spans that the period cuts → those that are owed in it."""


def whole_period(step: QuotaStep, period: Period) -> Span:
    """All days of the period, called as the step counts them: 本季度, 每月."""
    return Span(WORDS.get(step.period or "", period.this), period.start, period.end)


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
