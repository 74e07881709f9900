"""Steps that name other steps: the accounts they adjust, the quotas they look at, the measures that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.assessment import Assessment
from schemas.soundness.problem import Location, Problem
from schemas.steps import (
    BaseStep,
    CapStep,
    CompositeStep,
    ManualStep,
    MultiplyStep,
    PenaltyStep,
    QuotaStep,
    SameStoryStep,
    ShareStep,
    Step,
)
from schemas.vocabulary import Measure

SHARED_INTO: dict[Measure, Measure] = {
    Measure.ITEMS: Measure.PERSON_ITEMS,
    Measure.SUBMITTED: Measure.PERSON_SUBMITTED,
    Measure.UNIT_POINTS: Measure.PERSON_POINTS,
    Measure.CASH: Measure.CASH,
}
"""What of a unit's may become a person's, and what it is then."""


def step_problems(assessment: Assessment) -> Iterator[Problem]:
    """What is unsound between steps; a step may only name steps before it."""
    for i, step in enumerate(assessment.steps):
        before = assessment.steps[:i]
        if isinstance(step, MultiplyStep | SameStoryStep | ShareStep | CapStep):
            yield from _accounts(("steps", i), step, before)
        elif isinstance(step, QuotaStep):
            yield from _quota(("steps", i), step)
        elif isinstance(step, PenaltyStep):
            yield from _penalty(("steps", i), step, before)
        elif isinstance(step, CompositeStep):
            yield from _composite(("steps", i), step, before)


def accounts(steps: Sequence[Step]) -> dict[str, Measure]:
    """The accounts that steps open, with what each counts."""
    opening = (BaseStep, ManualStep, CompositeStep, PenaltyStep)
    return {step.id: step.measure for step in steps if isinstance(step, opening)}


def _accounts(
    place: Location, step: MultiplyStep | SameStoryStep | ShareStep | CapStep, before: Sequence[Step]
) -> Iterator[Problem]:
    known = accounts(before)
    yield from _names((*place, "of"), step.of, known)
    if isinstance(step, SameStoryStep):
        yield from _names((*place, "to"), step.to, known)
    measures = list(dict.fromkeys(known[name] for name in step.of if name in known))
    if len(measures) > 1 and not isinstance(step, SameStoryStep):
        yield Problem((*place, "of"), f"各款项的计量不同（{'、'.join(measures)}），不能放在一起算")
    elif measures and isinstance(step, ShareStep):
        yield from _into(place, step, measures[0])


def _names(place: Location, names: list[str], known: dict[str, Measure]) -> Iterator[Problem]:
    for j, name in enumerate(names):
        if name not in known:
            yield Problem((*place, j), f"前面没有代号为 {name} 的款项，可用的有：{'、'.join(known) or '（无）'}")
        elif name in names[:j]:
            yield Problem((*place, j), f"款项 {name} 重复")


def _into(place: Location, step: ShareStep, measure: Measure) -> Iterator[Problem]:
    wanted = SHARED_INTO.get(measure)
    if wanted is None:
        yield Problem((*place, "of"), f"{measure}不能分给个人")
    elif step.into != wanted:
        yield Problem((*place, "into"), f"{measure}只能分成{wanted}，不能分成{step.into}")


def _quota(place: Location, step: QuotaStep) -> Iterator[Problem]:
    keys = [target.key for target in step.targets]
    for j, target in enumerate(step.targets):
        if target.key in keys[:j]:
            yield Problem((*place, "targets", j, "id" if target.id else "label"), f"任务“{target.key}”重复")
        if step.scope == "office" and isinstance(target.required, dict):
            yield Problem((*place, "targets", j, "required"), "全局的任务只有一个数，不能按单位分")


def _penalty(place: Location, step: PenaltyStep, before: Sequence[Step]) -> Iterator[Problem]:
    quotas = {one.id: one for one in before if isinstance(one, QuotaStep)}
    if step.of not in quotas:
        names = "、".join(quotas) or "（无）"
        yield Problem((*place, "of"), f"前面没有代号为 {step.of} 的任务步骤（quota），可用的有：{names}")
    elif quotas[step.of].scope == "office":
        yield Problem((*place, "of"), f"{step.of} 是全局的任务，不能据此扣各单位的")


def _composite(place: Location, step: CompositeStep, before: Sequence[Step]) -> Iterator[Problem]:
    if step.measure != Measure.UNIT_POINTS:
        yield Problem((*place, "measure"), f"按完成比例折算的只能是{Measure.UNIT_POINTS}")
    owed = [(target.key, one.scope) for one in before if isinstance(one, QuotaStep) for target in one.targets]
    for j, part in enumerate(step.parts):
        scopes = [scope for key, scope in owed if key == part.target]
        where = (*place, "parts", j, "target")
        if not scopes:
            names = "、".join(key for key, _ in owed) or "（无）"
            yield Problem(where, f"前面没有“{part.target}”这项任务，可用的有：{names}")
        elif len(scopes) > 1:
            yield Problem(where, f"前面有 {len(scopes)} 项任务都叫“{part.target}”，分不清是哪一项")
        elif scopes[0] == "office":
            yield Problem(where, f"“{part.target}”是全局的任务，不能据此给各单位计分")
        if part.target in [one.target for one in step.parts[:j]]:
            yield Problem(where, f"任务“{part.target}”在这一步中重复")
