"""penalty: what a shortfall costs, borne by the unit or by each of the people the assessment names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.score.lines import lines_of, written
from pipeline.score.work import Work
from schemas.assessment import Assessment
from schemas.steps import PenaltyStep
from schemas.strict import to_units
from schemas.vocabulary import Basis, Book

PIECE = {Book.SUBMISSION: "条"}


def penalty_lines(step: PenaltyStep, work: Work) -> pd.DataFrame:
    """Lines of every unit short of the quota, once its span is over and as far as it could be checked."""
    if step.per_item is None:
        return lines_of([])
    per_item = to_units(step.per_item, step.measure)
    return lines_of(
        {
            "period": work.period.id,
            "measure": step.measure,
            "unit_code": quota["unit_code"],
            "person": person,
            "amount": quota["short"] * per_item,
            "account": step.id,
            "clause": step.clause,
            "arithmetic": f"{quota['label']}差{quota['short']}{_piece(quota)} × {written(per_item, step.measure)}",
            "basis": Basis.QUOTA,
            "basis_key": quota["quota_key"],
        }
        for quota in short_of(step, work)
        for person in bearers(step, quota["unit_code"], work)
    )


def short_of(step: PenaltyStep, work: Work) -> list[dict[Any, Any]]:
    """The lines of the quota that are final, could be checked and fall short for certain."""
    quotas = work.quotas[(work.quotas["rule"] == step.of) & (work.quotas["scope"] == "单位")]
    certain = quotas["final"] & quotas["checkable"] & ~quotas["pending"]
    return quotas[certain & (quotas["short"] > 0)].to_dict("records")


def bearers(step: PenaltyStep, unit: str, work: Work) -> list[str]:
    """Who bears a unit's penalty: blank for the unit itself, else people of the roster by their code."""
    if step.bearers is None:
        return [""]
    unit_class = work.units.set_index("unit_code")["unit_class"][unit]
    people = work.people[work.people["unit_code"] == unit]
    people = people[(people["to_date"] == "") | (people["to_date"] >= work.period.end.isoformat())]  # who left is gone
    chosen = pd.Series(False, index=people.index)
    for group in step.bearers:
        if not group.classes or unit_class in group.classes:
            chosen |= people["role"].isin(group.roles) if group.roles else True
    return list(people.loc[chosen, "person_code"])


def unborne(assessment: Assessment, work: Work) -> Iterator[Mapping[str, Any]]:
    """Quota lines short of which somebody should bear the cost, and the roster names nobody."""
    for step in assessment.steps:
        if isinstance(step, PenaltyStep):
            yield from (quota for quota in short_of(step, work) if not bearers(step, quota["unit_code"], work))


def _piece(quota: Mapping[str, Any]) -> str:
    return PIECE.get(quota["book"], "篇")
