"""composite: a unit's score from how far it has met several targets, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.score.lines import line_of, lines_of, written
from pipeline.score.work import Work
from schemas.duties import CompositeStep, Part
from schemas.strict import to_units
from schemas.vocabulary import Basis

Quota = dict[Any, Any]


def composite_lines(step: CompositeStep, work: Work) -> pd.DataFrame:
    """A line per unit and part, once the targets' span is over; a unit with a part unchecked gets none yet."""
    parts = {part.target: part for part in step.parts}
    owed = work.quotas[work.quotas["target"].isin(list(parts)) & (work.quotas["scope"] == "单位")]
    records = []
    for _, lines in owed.groupby("unit_code", sort=False):
        if (lines["final"] & lines["checkable"]).all():
            records += list(
                _unit_lines(step, work, [(parts[quota["target"]], quota) for quota in lines.to_dict("records")])
            )
    return lines_of(records)


def _unit_lines(step: CompositeStep, work: Work, parts: list[tuple[Part, Quota]]) -> Iterator[dict[str, Any]]:
    exact = [_completion(step, quota) * to_units(part.amount, step.measure) for part, quota in parts]
    smallest = to_units(step.smallest, step.measure) if step.smallest is not None else 1
    for (part, quota), amount in zip(parts, rounded(exact, smallest), strict=True):
        full = written(to_units(part.amount, step.measure), step.measure)
        said = f"{quota['label']}{quota['done']}÷{quota['required']}{_held(step, quota)} × {full}"
        basis = (Basis.QUOTA, quota["quota_key"])
        yield line_of(step, work, step.measure, (quota["unit_code"], ""), amount, said, basis)


def _completion(step: CompositeStep, quota: Quota) -> Fraction:
    """How far a target is met, by the assessment's reading of too much and too little."""
    met = Fraction(int(quota["done"]), int(quota["required"]))
    if step.partial == "none" and met < 1:
        return Fraction(0)
    return min(met, Fraction(1)) if step.cap else met


def _held(step: CompositeStep, quota: Quota) -> str:
    """What the arithmetic says of too much or too little."""
    if step.cap and quota["done"] > quota["required"]:
        return "（超额按完成计）"
    return "（未完成不计分）" if step.partial == "none" and quota["done"] < quota["required"] else ""


def rounded(exact: list[Fraction], smallest: int) -> list[int]:
    """Whole smallest units that add up to the total rounded half up; the largest remainders are raised first."""
    coins = [amount / smallest for amount in exact]
    total = int(sum(coins) + Fraction(1, 2))
    whole = [amount.numerator // amount.denominator for amount in coins]
    by_remainder = sorted(range(len(coins)), key=lambda i: (whole[i] - coins[i], i))
    raised = set(by_remainder[: total - sum(whole)])
    return [(count + (i in raised)) * smallest for i, count in enumerate(whole)]
