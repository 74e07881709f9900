"""Steps that work on sums of a unit or person: caps, conversions, prizes by rank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.soundness.problem import Location, Problem
from schemas.steps import ByRankStep, CapStep, ConvertStep, ShareStep, Step
from schemas.strict import to_units
from schemas.vocabulary import PERSONAL, Measure

OF_UNITS = ("unit_class", "headcount")
"""Facts that are a unit's own."""
EITHER = (Measure.CASH, Measure.SANCTIONS)
"""Measures that units and people have alike."""


def cap_problems(
    place: Location, step: CapStep, steps: Sequence[Step], known: Mapping[str, Measure]
) -> Iterator[Problem]:  # fmt: skip
    """A sum can only be cut where it is: a unit's before it is shared out, a person's afterwards."""
    if step.per == "story" and step.floor is not None:
        yield Problem((*place, "floor"), "保底（floor）只对单位或个人的合计，不对一篇稿件")
    if step.per == "story" and step.period == "month":
        yield Problem((*place, "period"), "一篇稿件的上限只能按期（period）或按年（year）")
    personal = {one.id for one in steps if isinstance(one, ConvertStep | ByRankStep) and one.who == "person"}
    yield from _too_fine(place, step, known)
    shares = {
        name: one for one in steps if isinstance(one, ShareStep) and one.payee not in (None, "unit") for name in one.of
    }
    after = {one.id for one in steps[: steps.index(step)]}
    for j, name in enumerate(step.of):
        share = shares.get(name)
        if (
            step.per == "person"
            and name not in personal
            and (share is None or share.payee == "units" or share.id not in after)
        ):
            yield Problem((*place, "of", j), f"款项 {name} 在这一步之前没有分给个人（share），不能按个人封顶")
        if known.get(name) != Measure.CASH or share is None or share.payee == "units" or share.into != Measure.CASH:
            continue
        if step.per == "unit":
            said = f"款项 {name} 由 {share.id} 分给个人，不能按单位封顶：个人照得全数，单位名下却被扣减"
            yield Problem(
                (*place, "of", j), f"{said}。请写 per: person（按个人）或 per: story（按稿件，放在 {share.id} 前面）"
            )
        if step.per == "story" and share.id in after:
            yield Problem((*place, "of", j), f"款项 {name} 已由 {share.id} 分给个人，请把这一步移到它前面")


def _too_fine(place: Location, step: CapStep, known: Mapping[str, Measure]) -> Iterator[Problem]:
    """Limits finer than the ledger counts."""
    measure = next((known[name] for name in step.of if name in known), None)
    for key, bound in (("limit", step.limit), ("floor", step.floor)):
        try:
            if measure and bound is not None:
                to_units(bound, measure)
        except ValueError as error:
            yield Problem((*place, key), str(error))


def convert_problems(place: Location, step: ConvertStep, before: Sequence[Step]) -> Iterator[Problem]:
    """Whose the sum is, he gets; rates go by what a unit is."""
    shared = {name for one in before if isinstance(one, ShareStep) and one.payee != "units" for name in one.of}
    for j, name in enumerate(step.of):
        if step.who == "person" and name not in shared:
            yield Problem((*place, "of", j), f"款项 {name} 在这一步之前没有分给个人（share），不能按个人折算")
    if (step.into in PERSONAL) > (step.who == "person") or (step.who == "person") > (step.into in (*PERSONAL, *EITHER)):
        yield Problem((*place, "into"), f"{step.into}与 who（{step.who}）不合")
    for j, rate in enumerate(step.rates):
        for fact in rate.where.root:
            if fact not in OF_UNITS:
                said = f"按合计折算，只能以单位类别（unit_class）和单位人数（headcount）区分，不能用 {fact}"
                yield Problem((*place, "rates", j, "where", fact), said)


def by_rank_problems(place: Location, step: ByRankStep) -> Iterator[Problem]:
    """People are ranked by what people have."""
    for key, measure in (("by", step.by), ("measure", step.measure)):
        if measure not in EITHER and (measure in PERSONAL) != (step.who == "person"):
            yield Problem((*place, key), f"{measure}与 who（{step.who}）不合")
