"""What follows from a quota: what a shortfall costs or entails, what meeting it earns, for the unit or for its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.score.lines import line_of, lines_of, written
from pipeline.score.work import Work
from schemas.assessment import Assessment
from schemas.duties import Consequence, PenaltyStep, RewardStep, SanctionStep
from schemas.strict import to_units
from schemas.vocabulary import Basis, Book

Quota = dict[Any, Any]
PIECE = {Book.SUBMISSION: "条"}


def penalty_lines(step: PenaltyStep, work: Work) -> pd.DataFrame:
    """Lines of every unit short of the quota, once its span is over and as far as it could be checked."""
    priced = ((quota, _cost(step, quota)) for quota in short_of(step, work))
    return lines_of(line for quota, cost in priced if cost for line in _lines(step, work, quota, *cost))


def _cost(step: PenaltyStep, quota: Quota) -> tuple[int, str] | None:
    """What a shortfall costs, with the arithmetic; nothing where no band holds it."""
    said = f"{quota['label']}差{quota['short']}{_piece(quota)}"
    if step.per_item is not None:
        per_item = to_units(step.per_item, step.measure)
        return quota["short"] * per_item, f"{said} × {written(per_item, step.measure)}"
    for band in step.bands:
        if band.at_least <= quota["short"] and (band.at_most is None or quota["short"] <= band.at_most):
            amount = to_units(band.amount, step.measure)
            return amount, f"{said}，该档{written(amount, step.measure)}"
    return None


def reward_lines(step: RewardStep, work: Work) -> pd.DataFrame:
    """Lines of every unit that met the quota, or went over it, once its span is over and as far as it could be checked."""
    if step.amount is None:
        return lines_of([])
    amount = to_units(step.amount, step.measure)
    gained = ((quota, _gain(step, quota, amount)) for quota in _met(step, work))
    return lines_of(line for quota, gain in gained if gain[0] for line in _lines(step, work, quota, *gain))


def _met(step: RewardStep, work: Work) -> list[Quota]:
    return _in_a_row(step, work, lambda checked: checked[(checked["short"] == 0) & ~checked["pending"]])


def _gain(step: RewardStep, quota: Quota, amount: int) -> tuple[int, str]:
    each, over = written(amount, step.measure), quota["done"] - quota["required"]
    if step.on == "met":
        return amount, f"{quota['label']}{quota['done']}{_piece(quota)}，完成任务{each}"
    return over * amount, f"{quota['label']}超{over}{_piece(quota)} × {each}"


def sanction_lines(step: SanctionStep, work: Work) -> pd.DataFrame:
    """One line for each unit short of the quota, in however many of its spans."""
    found: dict[str, list[Quota]] = {}
    for quota in short_of(step, work):
        found.setdefault(quota["unit_code"], []).append(quota)
    return lines_of(line for quotas in found.values() for line in _lines(step, work, quotas[0], 1, _said(step, quotas)))


def _said(step: SanctionStep, quotas: list[Quota]) -> str:
    missed = "、".join(f"{quota['label']}（{quota['span']}）差{quota['short']}{_piece(quota)}" for quota in quotas)
    return f"{missed}：{step.say}"


def _lines(step: Consequence, work: Work, quota: Quota, amount: int, arithmetic: str) -> Iterator[dict[str, Any]]:
    for person in bearers(step, quota["unit_code"], work):
        who, basis = (quota["unit_code"], person), (Basis.QUOTA, quota["quota_key"])
        yield line_of(step, work, step.measure, who, amount, arithmetic, basis)


def short_of(step: Consequence, work: Work) -> list[Quota]:
    """The lines of the quota that are final, could be checked and fall short for certain, in as many periods as asked."""
    return _in_a_row(step, work, lambda checked: checked[(checked["short"] > 0) & ~checked["pending"]])


def _in_a_row(step: Consequence, work: Work, chosen: Callable[[pd.DataFrame], pd.DataFrame]) -> list[Quota]:
    """This period's lines of the quota that are `chosen`, of units and targets of which some was in each period asked."""
    chain = work.unbroken[-step.in_a_row :]
    if len(chain) < step.in_a_row:
        return []
    found = [chosen(_checked(step, past.quotas)) for past in chain]
    always = set.intersection(*(set(zip(one["unit_code"], one["target"], strict=True)) for one in found))
    return [quota for quota in found[-1].to_dict("records") if (quota["unit_code"], quota["target"]) in always]


def _checked(step: Consequence, quotas: pd.DataFrame) -> pd.DataFrame:
    """The lines of units' quota whose span is over and that could be checked."""
    own = quotas[(quotas["rule"] == step.of) & (quotas["scope"] == "单位")]
    return own[own["final"] & own["checkable"]]


def bearers(step: Consequence, unit: str, work: Work) -> list[str]:
    """Whom it falls on: blank for the unit itself, else people of the roster by their code."""
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
        if isinstance(step, Consequence) and step.bearers != []:
            found = _met(step, work) if isinstance(step, RewardStep) else short_of(step, work)
            yield from (quota for quota in found if not bearers(step, quota["unit_code"], work))


def _piece(quota: Mapping[str, Any]) -> str:
    return PIECE.get(quota["book"], "篇")
