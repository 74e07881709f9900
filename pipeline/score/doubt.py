"""What keeps a duty from being checked, and a shortfall from being certain: returns and rows that did not come or wait."""

from __future__ import annotations

import pandas as pd

from pipeline.conditions import possible
from pipeline.score.work import Came, Past, Work
from pipeline.spans import Span
from schemas.duties import QuotaStep, Relative, Target
from schemas.vocabulary import Book


def doubt(step: QuotaStep, target: Target, unit: str, short: bool, work: Work, span: Span) -> str:
    """Why a unit's duty cannot be checked; blank when it can. What is done in full is beyond doubt but for this period.

    What the office itself enters is known; a number owed that rests on another book is not without that book.
    """
    if target.entries:
        return ""
    rests = rests_on(step, target)[0]
    now = _unknown(step, unit, work.came) or _unknown(rests, unit, work.came)
    if short and _begun_before(step, work, span) and span.start < work.unbroken[0].period.start:
        return now or "往期资料不全，无法核验"
    if now:
        return now
    lost = ([step] if short else []) + ([rests] if rests is not step else [])
    said = (_unknown(one, unit, past.came) for past in _counted_in(step, work, span)[:-1] for one in lost)
    return next((f"往期{why}" for why in said if why), "")


def _begun_before(step: QuotaStep, work: Work, span: Span) -> bool:
    """Whether the span began in the period before and is owed in this one."""
    return step.edges == "ended" and step.period != "year" and span.start < work.period.start


def _counted_in(step: QuotaStep, work: Work, span: Span) -> tuple[Past, ...]:
    """The periods whose rows count in a span, this one last."""
    if step.period == "year":
        return work.year
    return work.unbroken[-2:] if _begun_before(step, work, span) else (work.now,)


def rests_on(step: QuotaStep, target: Target) -> tuple[QuotaStep, Target]:
    """What the number owed is reckoned from: the lines of 报送台账 of a rate, else what is counted itself."""
    wanted = target.required
    if not isinstance(wanted, Relative) or wanted.of == "even":
        return step, target
    counted = target.model_copy(update={"counts": wanted.counts, "measure": None, "equivalents": []})
    return step.model_copy(update={"book": Book.SUBMISSION}), counted


def may_change(step: QuotaStep, target: Target, unit: str, short: bool, work: Work, span: Span) -> bool:
    """Whether rows that wait may yet make a shortfall good, or change the number owed."""
    if target.entries:
        return False
    pasts = _counted_in(step, work, span)
    changes = isinstance(target.required, Relative) and _may_count(*rests_on(step, target), unit, pasts)
    return changes or (short and _may_count(step, target, unit, pasts))


def _may_count(step: QuotaStep, target: Target, unit: str, pasts: tuple[Past, ...]) -> bool:
    """Whether rows that wait may count for a target: those that meet it or may once mended, or cannot be read.

    A row of several units may count for each.
    """
    if any((unit, step.book) in past.came.unread for past in pasts):
        return True
    counts = [target.counts, *(other.counts for other in target.equivalents)]
    for past in pasts:
        own = [
            unit in {code, *units.split("、")}
            for code, units in zip(past.waiting["unit_code"], past.waiting["units"], strict=True)
        ]
        rows = past.waiting[pd.Series(own, index=past.waiting.index, dtype=bool) & (past.waiting["book"] == step.book)]
        if any(possible(rows, where).any() for where in counts):
            return True
    return False


def _unknown(step: QuotaStep, unit: str, came: Came) -> str:
    """What keeps a period's return from being counted; blank when nothing does."""
    if step.book == Book.SUBMISSION and came.register:
        return ""
    if step.scope == "office":
        came_at_all = step.book == Book.ADOPTION or any(book == step.book for _, book in came.books)
        return "" if came_at_all else f"没有{step.book}，无法核验"
    if unit in came.unsure:
        return "来件待经办处理，尚不能核验"
    if unit not in came.reported:
        unverifiable = step.unreported == "unverifiable" or (step.unreported is None and step.book == Book.SUBMISSION)
        return "没有报表，无法核验" if unverifiable else ""
    return "" if (unit, step.book) in came.books or step.book == Book.ADOPTION else f"没有{step.book}，无法核验"
