"""Steps that name other steps: the accounts they adjust, the quotas they look at, the measures that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from schemas.assessment import Assessment
from schemas.duties import AboveStep, CompositeStep, Consequence, QuotaStep, Relative, Target
from schemas.soundness.order import order_problems
from schemas.soundness.problem import Location, Problem
from schemas.soundness.sums import by_rank_problems, cap_problems, convert_problems
from schemas.soundness.written import Opened, is_written
from schemas.steps import (
    BaseStep,
    ByRankStep,
    CapStep,
    ConvertStep,
    ManualStep,
    MultiplyStep,
    Opening,
    SameStoryStep,
    ShareStep,
    Step,
)
from schemas.vocabulary import PERSONAL, SCALE, SUFFIX, Book, Measure

SHARED_INTO: dict[Measure, Measure] = {
    Measure.ITEMS: Measure.PERSON_ITEMS,
    Measure.SUBMITTED: Measure.PERSON_SUBMITTED,
    Measure.UNIT_POINTS: Measure.PERSON_POINTS,
    Measure.CASH: Measure.CASH,
}
"""What of a unit's may become a person's, and what it is then."""
Adjusts: TypeAlias = MultiplyStep | SameStoryStep | ShareStep | CapStep | ConvertStep | AboveStep
Adjusting = (MultiplyStep, SameStoryStep, ShareStep, CapStep, ConvertStep, AboveStep)
"""Steps that name accounts in `of`."""
WHOLE = (Measure.PERSON_ITEMS, Measure.PERSON_SUBMITTED)
"""Measures of people that come in whole items only."""


def step_problems(assessment: Assessment, opened: Opened) -> Iterator[Problem]:
    """What is unsound between steps; a step may only name steps before it. `opened` are the gaps not yet decided."""
    yield from order_problems(assessment.steps, accounts(assessment.steps))
    for i, step in enumerate(assessment.steps):
        before = assessment.steps[:i]
        if isinstance(step, ManualStep):
            yield from _zeroed(("steps", i), step)
        if isinstance(step, BaseStep | CompositeStep) and step.measure in PERSONAL:
            yield Problem(("steps", i, "measure"), _not_at_once(step.measure))
        if isinstance(step, Adjusting):
            yield from _accounts(("steps", i), step, before)
        if isinstance(step, CapStep):
            yield from cap_problems(("steps", i), step, assessment.steps, accounts(before))
        elif isinstance(step, ConvertStep):
            yield from convert_problems(("steps", i), step, before)
        elif isinstance(step, ByRankStep):
            yield from by_rank_problems(("steps", i), step)
        elif isinstance(step, ShareStep):
            yield from _last_of_all(("steps", i), step, assessment.steps[i + 1 :])
        elif isinstance(step, QuotaStep):
            yield from _quota(("steps", i), step, assessment.cadence)
        elif isinstance(step, AboveStep):
            yield from _above(("steps", i), step, before)
        elif isinstance(step, Consequence):
            yield from _consequence(("steps", i), step, before)
            yield from _borne(("steps", i), step, opened)
        elif isinstance(step, CompositeStep):
            yield from _composite(("steps", i), step, before)


def accounts(steps: Sequence[Step]) -> dict[str, Measure]:
    """The accounts that steps open, with what each counts."""
    known: dict[str, Measure] = {}
    for step in steps:
        if isinstance(step, Opening):
            known[step.id] = step.measure
        elif isinstance(step, ConvertStep) and step.into not in {known.get(name) for name in step.of}:
            known[step.id] = step.into
    return known


def _not_at_once(measure: Measure) -> str:
    own = next(unit for unit, person in SHARED_INTO.items() if person == measure)
    return f"{measure}不能直接计，请计{own}，再用一步 share 分给个人（into: {measure}）"


def _accounts(place: Location, step: Adjusts, before: Sequence[Step]) -> Iterator[Problem]:
    known = accounts(before)
    yield from _names((*place, "of"), step.of, known)
    if isinstance(step, SameStoryStep):
        yield from _names((*place, "to"), step.to, known)
    measures = list(dict.fromkeys(known[name] for name in step.of if name in known))
    if len(measures) > 1 and not isinstance(step, SameStoryStep):
        yield Problem((*place, "of"), f"各款项的计量不同（{'、'.join(measures)}），不能放在一起算")
    elif measures and isinstance(step, ShareStep):
        yield from _into(place, step, measures[0])


def _last_of_all(place: Location, step: ShareStep, after: Sequence[Step]) -> Iterator[Problem]:
    """Once units have their parts of a story, nothing can be done to the story as a whole."""
    for one in after if step.payee == "units" else ():
        if not isinstance(one, MultiplyStep | SameStoryStep | ShareStep | AboveStep | CapStep):
            continue
        whole = isinstance(one, CapStep) and one.per != "story"
        if not whole and set(one.of) & set(step.of):
            said = f"分给几个单位之后，{one.id} 就不能再按稿件调整同一款项"
            yield Problem((*place, "of"), f"{said}，请把 {step.id} 移到它后面")


def _names(place: Location, names: list[str], known: dict[str, Measure]) -> Iterator[Problem]:
    for j, name in enumerate(names):
        if name not in known:
            yield Problem((*place, j), f"前面没有代号为 {name} 的款项，可用的有：{'、'.join(known) or '（无）'}")
        elif name in names[:j]:
            yield Problem((*place, j), f"款项 {name} 重复")


def _zeroed(place: Location, step: ManualStep) -> Iterator[Problem]:
    """What takes all away takes it from the unit; money and points that people have are not the unit's to lose."""
    for j, row in enumerate(step.tariff):
        if row.to_zero and (step.measure in PERSONAL or step.measure == Measure.CASH):
            yield Problem(
                (*place, "tariff", j, "to_zero"), f"{step.measure}有个人的份，不能整个单位一起清零，请写明数额"
            )


def _into(place: Location, step: ShareStep, measure: Measure) -> Iterator[Problem]:
    wanted = measure if step.payee == "units" else SHARED_INTO.get(measure)
    if step.payee == "units":
        if step.into != measure:
            yield Problem((*place, "into"), f"分给几个单位的，into 应与款项的计量（{measure}）相同")
        elif SCALE[measure] == 1 and step.split in ("equal", "half"):
            said = f"{measure}按整{SUFFIX[measure]}计，不能拆分，几个单位的请写 full（各计一{SUFFIX[measure]}）"
            yield Problem((*place, "split"), said)
    elif wanted is None:
        yield Problem((*place, "of"), f"{measure}不能分给个人")
    elif step.into != wanted:
        yield Problem((*place, "into"), f"{measure}只能分成{wanted}，不能分成{step.into}")
    elif step.roles and step.into in WHOLE:
        yield Problem((*place, "roles"), f"{step.into}按整{SUFFIX[step.into]}计，不能折算")
    elif step.into in WHOLE and step.payee != "unit" and step.split == "equal":
        said = f"{step.into}按整{SUFFIX[step.into]}计，不能均分"
        yield Problem((*place, "split"), f"{said}，请写 full（每人各计一{SUFFIX[step.into]}）或 first（只计第一人）")


def _quota(place: Location, step: QuotaStep, cadence: str | None) -> Iterator[Problem]:
    if step.period == "quarter" and cadence not in (None, "quarter"):
        yield Problem((*place, "period"), "本办法不是一季一期，每期的任务请写 period: period")
    if step.book == Book.UPWARD:
        yield from _upward(place, step)
    keys = [target.key for target in step.targets]
    for j, target in enumerate(step.targets):
        at = (*place, "targets", j)
        if target.key in keys[:j]:
            yield Problem((*at, "id" if target.id else "label"), f"任务“{target.key}”重复")
        if step.scope == "office" and isinstance(target.required, dict):
            yield Problem((*at, "required"), "全局的任务只有一个数，不能按单位分")
        for k, other in enumerate(target.equivalents):
            if not target.counts.excludes(other.counts):
                said = "折算的这一类也在 counts 之内，会数两遍，请在 counts 中除去它"
                yield Problem((*at, "equivalents", k, "counts"), said)
        if target.entries and (target.counts.root or target.equivalents or target.measure):
            yield Problem((*at, "entries"), "数登记事项的任务，不能再写 counts、equivalents、measure")
        even = isinstance(target.required, Relative) and target.required.of == "even"
        if even and step.period in ("quarter", "period", "year"):
            yield Problem((*at, "required"), "均衡的任务要分时段看，period 请写 week、halfmonth 或 month")


def _upward(place: Location, step: QuotaStep) -> Iterator[Problem]:
    """The bureau's own ledger has lines and days, and nothing of units, outlets or points."""
    if step.scope == "unit":
        yield Problem((*place, "scope"), f"{Book.UPWARD}不分单位，scope 请写 office")
    for j, target in enumerate(step.targets):
        if target.counts.root or target.equivalents or target.measure:
            yield Problem((*place, "targets", j), f"{Book.UPWARD}一行数一条，不能写 counts、equivalents、measure")


def _above(place: Location, step: AboveStep, before: Sequence[Step]) -> Iterator[Problem]:
    owed = {target.key: one for one in before if isinstance(one, QuotaStep) for target in one.targets}
    quota = owed.get(step.target)
    if quota is None:
        yield Problem((*place, "target"), f"前面没有“{step.target}”这项任务，可用的有：{'、'.join(owed) or '（无）'}")
    elif quota.scope == "office" or quota.period not in (None, "quarter", "period", "year"):
        yield Problem((*place, "target"), f"“{step.target}”应是各单位按期或按年的任务，才能只计超出的部分")
    elif not _plain_count(next(target for target in quota.targets if target.key == step.target)):
        said = f"“{step.target}”应是一行数一篇的任务（没有 equivalents、measure、entries，required 是定数）"
        yield Problem((*place, "target"), f"{said}，才能只计超出的部分；请另写一项这样的任务")


def _plain_count(target: Target) -> bool:
    """Whether every row that counts is one item of a fixed number."""
    return not (target.equivalents or target.measure or target.entries or isinstance(target.required, Relative))


def _consequence(place: Location, step: Consequence, before: Sequence[Step]) -> Iterator[Problem]:
    quotas = {one.id: one for one in before if isinstance(one, QuotaStep)}
    if step.of not in quotas:
        names = "、".join(quotas) or "（无）"
        yield Problem((*place, "of"), f"前面没有代号为 {step.of} 的任务步骤（quota），可用的有：{names}")
    elif quotas[step.of].scope == "office":
        yield Problem((*place, "of"), f"{step.of} 是全局的任务，不能据此扣各单位的")
    elif step.in_a_row > 1 and quotas[step.of].period not in (None, "quarter", "period"):
        yield Problem((*place, "in_a_row"), "连续几期（in_a_row）只能看每期一次的任务（period: quarter 或 period）")


def _borne(place: Location, step: Consequence, opened: Opened) -> Iterator[Problem]:
    """People bear what is taken from people, and nothing else; cash and sanctions may be anybody's."""
    named = is_written(place, step, "bearers", opened)
    if step.measure in PERSONAL and (not named or step.bearers == []):
        said = f"计{step.measure}的，请写明 bearers（由谁承担，如 [{{roles: [负责人]}}]）"
        yield Problem((*place, "bearers"), f"{said}；原文没有规定的，写成 gap")
    elif step.measure not in (*PERSONAL, Measure.CASH, Measure.SANCTIONS) and named:
        said = f"{step.measure}是单位的，不能由个人承担"
        yield Problem((*place, "bearers"), f"{said}；请去掉 bearers，或者把 measure 改为{Measure.PERSON_POINTS}")


def _composite(place: Location, step: CompositeStep, before: Sequence[Step]) -> Iterator[Problem]:
    if step.measure != Measure.UNIT_POINTS and step.measure not in PERSONAL:
        yield Problem((*place, "measure"), f"按完成比例折算的只能是{Measure.UNIT_POINTS}")
    plain = {None, "quarter", "period", "year"}
    targets = [(one, target) for one in before if isinstance(one, QuotaStep) for target in one.targets]
    for j, part in enumerate(step.parts):
        for one, target in targets:
            if target.key == part.target and (one.period not in plain or isinstance(target.required, Relative)):
                said = f"“{part.target}”分几个时段或没有定数，不能折算成分，请另写一项按期或按年、有定数的任务"
                yield Problem((*place, "parts", j, "target"), said)
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
