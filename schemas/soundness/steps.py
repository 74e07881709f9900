"""Steps that name other steps: the accounts they adjust, the quotas they look at, the measures that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.assessment import Assessment
from schemas.soundness.problem import Location, Problem
from schemas.soundness.written import Opened, is_written
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
from schemas.vocabulary import PERSONAL, SUFFIX, Measure

SHARED_INTO: dict[Measure, Measure] = {
    Measure.ITEMS: Measure.PERSON_ITEMS,
    Measure.SUBMITTED: Measure.PERSON_SUBMITTED,
    Measure.UNIT_POINTS: Measure.PERSON_POINTS,
    Measure.CASH: Measure.CASH,
}
"""What of a unit's may become a person's, and what it is then."""
WHOLE = (Measure.PERSON_ITEMS, Measure.PERSON_SUBMITTED)
"""Measures of people that come in whole items only."""


def step_problems(assessment: Assessment, opened: Opened) -> Iterator[Problem]:
    """What is unsound between steps; a step may only name steps before it. `opened` are the gaps not yet decided."""
    for i, step in enumerate(assessment.steps):
        before = assessment.steps[:i]
        if isinstance(step, BaseStep | CompositeStep) and step.measure in PERSONAL:
            yield Problem(("steps", i, "measure"), _not_at_once(step.measure))
        if isinstance(step, MultiplyStep | SameStoryStep | ShareStep | CapStep):
            yield from _accounts(("steps", i), step, before)
        if isinstance(step, CapStep):
            yield from _overpaid(("steps", i), step, assessment.steps)
        elif isinstance(step, QuotaStep):
            yield from _quota(("steps", i), step)
        elif isinstance(step, PenaltyStep):
            yield from _penalty(("steps", i), step, before)
            yield from _borne(("steps", i), step, opened)
        elif isinstance(step, CompositeStep):
            yield from _composite(("steps", i), step, before)


def accounts(steps: Sequence[Step]) -> dict[str, Measure]:
    """The accounts that steps open, with what each counts."""
    opening = (BaseStep, ManualStep, CompositeStep, PenaltyStep)
    return {step.id: step.measure for step in steps if isinstance(step, opening)}


def _not_at_once(measure: Measure) -> str:
    own = next(unit for unit, person in SHARED_INTO.items() if person == measure)
    return f"{measure}不能直接计，请计{own}，再用一步 share 分给个人（into: {measure}）"


def _overpaid(place: Location, step: CapStep, steps: Sequence[Step]) -> Iterator[Problem]:
    """Accounts of cash that a share moves to people: they are paid in full, whatever the unit's sum is cut to."""
    cash = {name for name, measure in accounts(steps).items() if measure == Measure.CASH}
    moving = [one for one in steps if isinstance(one, ShareStep) and one.into == Measure.CASH and one.payee != "unit"]
    for j, name in enumerate(step.of):
        share = next((one for one in moving if name in one.of), None)
        if name in cash and share:
            said = f"款项 {name} 由 {share.id} 分给个人，不能封顶：个人照得全数，单位名下却被扣减"
            yield Problem((*place, "of", j), f"{said}。请从 of 中去掉，在 statements 写明上限由办公室另行掌握")


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
    elif step.into in WHOLE and step.payee != "unit" and step.split == "equal":
        said = f"{step.into}按整{SUFFIX[step.into]}计，不能均分"
        yield Problem((*place, "split"), f"{said}，请写 full（每人各计一{SUFFIX[step.into]}）或 first（只计第一人）")


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


def _borne(place: Location, step: PenaltyStep, opened: Opened) -> Iterator[Problem]:
    """People bear what is taken from people, and nothing else."""
    named = is_written(place, step, "bearers", opened)
    if step.measure in PERSONAL and (not named or step.bearers == []):
        said = f"扣{step.measure}的，请写明 bearers（由谁承担，如 [{{roles: [负责人]}}]）"
        yield Problem((*place, "bearers"), f"{said}；原文没有规定的，写成 gap")
    elif step.measure not in PERSONAL and named:
        said = f"{step.measure}是单位的，不能由个人承担"
        yield Problem((*place, "bearers"), f"{said}；请去掉 bearers，或者把 measure 改为{Measure.PERSON_POINTS}")


def _composite(place: Location, step: CompositeStep, before: Sequence[Step]) -> Iterator[Problem]:
    if step.measure != Measure.UNIT_POINTS and step.measure not in PERSONAL:
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
