"""quota: what the office and each unit owed, and what was done; a book never handed in is 无法核验, not zero."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.conditions import mask
from pipeline.score.work import Came, Past, Work
from pipeline.spans import WORDS, Span, spans
from schemas.ledger import Quotas
from schemas.steps import QuotaStep, Target
from schemas.vocabulary import Book

Unit = dict[Any, Any]
OFFICE: Unit = {"unit_code": "", "unit_class": ""}


def quota_table(step: QuotaStep, work: Work) -> pd.DataFrame:
    """Every target with its count in each span, with the columns of `ledger.Quotas`."""
    found = [line for target in step.targets for line in _target(step, target, work)]
    return pd.DataFrame(found, columns=list(Quotas.headers()))


def _target(step: QuotaStep, target: Target, work: Work) -> list[dict[str, Any]]:
    if step.book == Book.UPWARD:
        said = f"没有{step.book}，无法核验"
        span = Span(WORDS[step.period or "quarter"], work.period.start, work.period.end)
        return [_line(step, target, work, span, OFFICE, required(target, OFFICE), 0, said)]
    units = [OFFICE] if step.scope == "office" else work.units.to_dict("records")
    owing = [(unit, owed) for unit in units if (owed := required(target, unit))]
    lines = []
    for span in spans(step, work.period):
        done = _done(step, target, work, span)
        for unit, owed in owing:
            count = done.get(unit["unit_code"], 0)
            doubt = _doubt(step, unit["unit_code"], count < owed, work)
            lines.append(_line(step, target, work, span, unit, owed, count, doubt))
    return lines


def _done(step: QuotaStep, target: Target, work: Work, span: Span) -> dict[str, int]:
    """Unit code (blank for the whole office) → what was done in a span, earlier periods of the year included."""
    counted = pd.concat(
        [_counted(step, target, past) for past in (work.year if step.period == "year" else work.year[-1:])]
    )
    within = counted[counted["day"].dt.date.between(span.start, span.end)]
    sums = within.groupby("unit_code", observed=True)["done"].sum()
    return {"": int(sums.sum())} if step.scope == "office" else {str(unit): int(done) for unit, done in sums.items()}


def _counted(step: QuotaStep, target: Target, past: Past) -> pd.DataFrame:
    """The rows of a period that count for a target: unit, day and how much each counts."""
    rows = past.rows[(past.rows["book"] == step.book) & mask(past.rows, target.counts)]
    if target.measure is None:
        return rows[["unit_code", "day"]].assign(done=1)
    lines = past.ledger[(past.ledger["measure"] == target.measure) & (past.ledger["person"] == "")]
    amounts = lines.groupby("row_id")["amount"].sum()
    return rows[["unit_code", "day"]].assign(done=rows["row_id"].map(amounts).fillna(0).astype("int64"))


def required(target: Target, unit: Unit) -> int:
    """The number owed: by unit code, else by class; a class without a number owes nothing."""
    if isinstance(target.required, int):
        return target.required
    return target.required.get(unit["unit_code"], target.required.get(unit["unit_class"], 0))


def _doubt(step: QuotaStep, unit: str, short: bool, work: Work) -> str:
    """Why a unit's duty cannot be checked; blank when it can. What is done in full is beyond doubt but for this period."""
    now = _unknown(step, unit, work.came)
    if now or step.scope == "office" or not short:
        return now
    earlier = [_unknown(step, unit, past.came) for past in work.this_year] if step.period == "year" else []
    if said := next(filter(None, earlier), ""):
        return f"往期{said}"
    return ""


def _pending(step: QuotaStep, target: Target, unit: str, work: Work) -> bool:
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


def _line(
    step: QuotaStep, target: Target, work: Work, span: Span, unit: Unit, owed: int, done: int, doubt: str
) -> dict[str, Any]:  # fmt: skip
    whole = step.period != "year" or work.whole_year
    unsettled = "" if whole or not span.final else "；往期资料不全，尚不能结算"
    pending = not doubt and done < owed and step.scope == "unit" and _pending(step, target, unit["unit_code"], work)
    waits = "；有待认定或待补正的信息，差额未定" if pending else ""
    return {
        "quota_key": "/".join(filter(None, [step.id, target.key, unit["unit_code"], span.label])),
        "period": work.period.id,
        "rule": step.id,
        "clause": step.clause,
        "target": target.key,
        "book": step.book,
        "span": span.label,
        "final": span.final and whole,
        "scope": "单位" if step.scope == "unit" else "全局",
        "unit_code": unit["unit_code"],
        "label": target.label,
        "required": owed,
        "done": 0 if doubt else done,
        "short": 0 if doubt else max(0, owed - done),
        "checkable": not doubt,
        "pending": pending,
        "note": doubt or f"{span.label}{unsettled}{waits}",
    }
