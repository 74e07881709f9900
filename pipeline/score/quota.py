"""quota: what the office and each unit owed, and what was done; a book never handed in is 无法核验, not zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from pipeline.conditions import mask
from pipeline.score.doubt import doubt, may_change, rests_on
from pipeline.score.work import Past, Work
from pipeline.spans import Span, spans, whole_period
from schemas.duties import QuotaStep, Relative, Target
from schemas.ledger import Quotas
from schemas.vocabulary import Book

Unit = dict[Any, Any]
OFFICE: Unit = {"unit_code": "", "unit_class": ""}


def quota_table(step: QuotaStep, work: Work) -> pd.DataFrame:
    """Every target with its count in each span, with the columns of `ledger.Quotas`."""
    found = [line for target in step.targets for line in _target(step, target, work)]
    return pd.DataFrame(found, columns=list(Quotas.headers()))


def _target(step: QuotaStep, target: Target, work: Work) -> list[dict[str, Any]]:
    if step.book == Book.UPWARD and not target.entries and ("", step.book) not in work.came.books:
        said = f"没有{step.book}，无法核验"
        return [_line(step, target, work, whole_period(step, work.period), OFFICE, owed(target, OFFICE), 0, said)]
    units = [OFFICE] if step.scope == "office" else work.units.to_dict("records")
    found = spans(step, work.period)
    done = [_done(step, target, work, span) for span in found]
    total = {unit["unit_code"]: sum(each.get(unit["unit_code"], 0) for each in done) for unit in units}
    lines = []
    for span, counts in zip(found, done, strict=True):
        asked = _owed(step, target, work, span, {code: Fraction(all_of, len(found)) for code, all_of in total.items()})
        for unit in units:
            due, count = asked(unit), counts.get(unit["unit_code"], 0)
            why = doubt(step, target, unit["unit_code"], count < due, work, span)
            line = _line(step, target, work, span, unit, due, count, why)
            if due or ((line["pending"] or why) and isinstance(target.required, Relative)):
                lines.append(line)
    return lines


def _done(step: QuotaStep, target: Target, work: Work, span: Span) -> dict[str, int]:
    """Unit code (blank for the whole office) → what was done in a span, as far as it lies in periods that count."""
    pasts = work.year if step.period == "year" else (*work.earlier, work.now)
    done: dict[str, int] = {}
    for counts, each in [(target.counts, 1), *((other.counts, other.each) for other in target.equivalents)]:
        kind = target.model_copy(update={"counts": counts})
        counted = pd.concat([_counted(step, kind, past) for past in pasts])
        if target.entries:
            counted = counted.drop_duplicates("entry_id")
        within = counted[counted["day"].dt.date.between(span.start, span.end)]
        whose = within if step.scope == "unit" else within.assign(unit_code="")
        for code, amount in whose.groupby("unit_code")["done"].sum().items():
            done[str(code)] = done.get(str(code), 0) + int(amount) // each
    return done


def counting(step: QuotaStep, target: Target, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that count for a target."""
    return rows[(rows["book"] == step.book) & mask(rows, target.counts)]


def _counted(step: QuotaStep, target: Target, past: Past) -> pd.DataFrame:
    """What counts for a target in a period: unit, day and how much each counts."""
    if target.entries:
        entered = past.entries[past.entries["kind"] == target.entries]
        begun = past.period.start.isoformat()  # what happened before counts where it was entered
        day = pd.to_datetime(entered["happened_on"].where(entered["happened_on"] >= begun, begun))
        return entered[["entry_id", "unit_code"]].assign(day=day, done=1)
    if step.book == Book.UPWARD:
        return past.upward[["day"]].assign(unit_code="", done=1)
    rows = counting(step, target, past.rows)[["row_id", "unit_code", "day"]].astype({"unit_code": "str"})
    if target.measure is None:
        return rows.assign(done=1)
    lines = past.ledger[(past.ledger["measure"] == target.measure) & (past.ledger["person"] == "")]
    lines = lines[(lines["step"] != "share") | (step.scope == "unit")]  # to the office an item of two units is one
    return lines[["row_id", "unit_code", "amount"]].merge(rows[["row_id", "day"]]).rename(columns={"amount": "done"})


def owed(target: Target, unit: Unit) -> int:
    """The number owed: by unit code, else by class; a class without a number owes nothing, nor does one not yet known."""
    if isinstance(target.required, Relative):
        return 0
    if isinstance(target.required, int):
        return target.required
    return target.required.get(unit["unit_code"], target.required.get(unit["unit_class"], 0))


def _owed(
    step: QuotaStep, target: Target, work: Work, span: Span, averages: Mapping[str, Fraction]
) -> Callable[[Unit], int]:
    """The number each unit owes in a span; `averages` are what units did in one span on the average."""
    wanted = target.required
    if not isinstance(wanted, Relative):
        return lambda unit: owed(target, unit)
    rests, counted = rests_on(step, target)
    known = averages if wanted.of == "even" else _done(rests, counted, work, span)
    return lambda unit: ceil(known.get(unit["unit_code"], 0) * Fraction(wanted.share))


def _line(
    step: QuotaStep, target: Target, work: Work, span: Span, unit: Unit, due: int, done: int, why: str
) -> dict[str, Any]:  # fmt: skip
    whole = step.period != "year" or work.whole_year
    unsettled = "" if whole else "；往期资料不全，尚不能结算" if span.final else "；往期资料不全"
    pending = not why and step.scope == "unit" and may_change(step, target, unit["unit_code"], done < due, work, span)
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
        "required": due,
        "done": 0 if why else done,
        "short": 0 if why else max(0, due - done),
        "checkable": not why,
        "pending": pending,
        "note": why or f"{span.label}{unsettled}{waits}",
    }
