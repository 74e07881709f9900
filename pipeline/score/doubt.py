"""What keeps a duty from being checked, and a shortfall from being certain: returns and rows that did not come or wait."""

from __future__ import annotations

from pipeline.conditions import possible
from pipeline.score.work import Came, Work
from pipeline.spans import Span
from schemas.duties import QuotaStep, Relative, Target
from schemas.vocabulary import Book


def doubt(step: QuotaStep, target: Target, unit: str, short: bool, work: Work, span: Span) -> str:
    """Why a unit's duty cannot be checked; blank when it can. What is done in full is beyond doubt but for this period.

    What the office itself enters is known; a number owed that rests on another book is not without that book.
    """
    if target.entries:
        return ""
    now = _unknown(step, unit, work.came) or _unknown(rests_on(step, target)[0], unit, work.came)
    if short and step.edges == "ended" and step.period != "year" and span.start < work.unbroken[0].period.start:
        return now or "往期资料不全，无法核验"
    if now or step.scope == "office" or not short:
        return now
    earlier = [_unknown(step, unit, past.came) for past in work.this_year] if step.period == "year" else []
    if said := next(filter(None, earlier), ""):
        return f"往期{said}"
    return ""


def rests_on(step: QuotaStep, target: Target) -> tuple[QuotaStep, Target]:
    """What the number owed is reckoned from: the lines of 报送台账 of a rate, else what is counted itself."""
    wanted = target.required
    if not isinstance(wanted, Relative) or wanted.of == "even":
        return step, target
    counted = target.model_copy(update={"counts": wanted.counts, "measure": None, "equivalents": []})
    return step.model_copy(update={"book": Book.SUBMISSION}), counted


def may_change(step: QuotaStep, target: Target, unit: str, short: bool, work: Work) -> bool:
    """Whether rows that wait may yet make a shortfall good, or change the number owed."""
    if target.entries:
        return False
    changes = isinstance(target.required, Relative) and _may_count(*rests_on(step, target), unit, work)
    return changes or (short and _may_count(step, target, unit, work))


def _may_count(step: QuotaStep, target: Target, unit: str, work: Work) -> bool:
    """Whether rows that wait may count for a target: those that meet it or may once mended, or cannot be read."""
    if (unit, step.book) in work.came.unread:
        return True
    rows = work.waiting[(work.waiting["unit_code"] == unit) & (work.waiting["book"] == step.book)]
    counts = [target.counts, *(other.counts for other in target.equivalents)]
    return any(possible(rows, where).any() for where in counts)


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
