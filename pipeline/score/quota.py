"""quota: what the office and each unit owed, and what was done; a book never handed in is 无法核验, not zero."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.period import Period
from pipeline.score.conditions import mask
from schemas.assessment import Assessment, QuotaStep, Target
from schemas.ledger import Quotas
from schemas.vocabulary import Book, Verdict

SPAN = {"month": "每月", "quarter": "本季度", "year": "全年，截至本期"}


def quotas(
    assessment: Assessment, this_period: pd.DataFrame, this_year: pd.DataFrame, units: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """Every target with its count; `this_period` and `this_year` are `records.Settled`."""
    found = []
    for step in assessment.steps:
        if isinstance(step, QuotaStep):
            rows = this_year if step.period == "year" else this_period
            accepted = rows[rows["verdict"] == Verdict.ACCEPTED]
            for target in step.targets:
                found += _target(step, target, accepted, units, period)
    return Quotas.of(found)


def _target(
    step: QuotaStep, target: Target, accepted: pd.DataFrame, units: pd.DataFrame, period: Period
) -> list[dict[str, Any]]:
    counted = accepted[mask(accepted, target.counts)]
    if step.scope == "office":
        return [_line(step, target, period, "", _required(target, ""), len(counted))]
    done = counted.groupby("unit_code").size()
    return [
        _line(step, target, period, unit["unit_code"], required, int(done.get(unit["unit_code"], 0)))
        for unit in units.to_dict("records")
        if (required := _required(target, unit["unit_class"]))
    ]


def _required(target: Target, unit_class: str) -> int:
    """The number owed; a class without a number owes nothing."""
    return target.required if isinstance(target.required, int) else target.required.get(unit_class, 0)


def _line(step: QuotaStep, target: Target, period: Period, unit: str, required: int, done: int) -> dict[str, Any]:
    checkable = step.book == Book.ADOPTION
    return {
        "period": period.id,
        "rule": step.id,
        "clause": step.clause,
        "scope": "单位" if step.scope == "unit" else "全局",
        "unit_code": unit,
        "label": target.label,
        "required": required,
        "done": done if checkable else 0,
        "short": max(0, required - done) if checkable else 0,
        "checkable": checkable,
        "note": SPAN[step.period or "quarter"] if checkable else "没有报送台账，无法核验",
    }
