"""What keeps a duty from being checked, and a shortfall from being certain: returns and rows that did not come or wait."""

from __future__ import annotations

from pipeline.conditions import mask
from pipeline.score.work import Came, Work
from pipeline.spans import Span
from schemas.duties import QuotaStep, Target
from schemas.vocabulary import Book


def doubt(step: QuotaStep, unit: str, short: bool, work: Work, span: Span) -> str:
    """Why a unit's duty cannot be checked; blank when it can. What is done in full is beyond doubt but for this period."""
    now = _unknown(step, unit, work.came)
    if short and step.edges == "ended" and step.period != "year" and span.start < work.unbroken[0].period.start:
        return now or "往期资料不全，无法核验"
    if now or step.scope == "office" or not short:
        return now
    earlier = [_unknown(step, unit, past.came) for past in work.this_year] if step.period == "year" else []
    if said := next(filter(None, earlier), ""):
        return f"往期{said}"
    return ""


def may_still_count(step: QuotaStep, target: Target, unit: str, work: Work) -> bool:
    """Whether rows that wait may yet count for a target: those that meet it, cannot be graded yet, or cannot be read."""
    if (unit, step.book) in work.came.unread:
        return True
    rows = work.waiting[(work.waiting["unit_code"] == unit) & (work.waiting["book"] == step.book)]
    ungraded = (rows["tier"] == "") & (step.book == Book.ADOPTION)
    return bool((mask(rows, target.counts) | ungraded).any())


def _unknown(step: QuotaStep, unit: str, came: Came) -> str:
    """What keeps a period's return from being counted; blank when nothing does."""
    if step.scope == "office":
        came_at_all = step.book == Book.ADOPTION or any(book == step.book for _, book in came.books)
        return "" if came_at_all else f"没有{step.book}，无法核验"
    if unit in came.unsure:
        return "来件待经办处理，尚不能核验"
    if unit not in came.reported:
        unverifiable = step.unreported == "unverifiable" or (step.unreported is None and step.book == Book.SUBMISSION)
        return "没有报表，无法核验" if unverifiable else ""
    return "" if (unit, step.book) in came.books or step.book == Book.ADOPTION else f"没有{step.book}，无法核验"
