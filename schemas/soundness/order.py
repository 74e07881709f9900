"""Steps that only come out right in one order: what adjusts single rows before what looks at sums, shares and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.duties import AboveStep, QuotaStep
from schemas.soundness.problem import Problem
from schemas.steps import CapStep, ConvertStep, MultiplyStep, SameStoryStep, ShareStep, Step
from schemas.vocabulary import Measure

Rows = MultiplyStep | SameStoryStep | AboveStep
"""Steps that change what single rows have earned."""


def order_problems(steps: Sequence[Step], accounts: dict[str, Measure]) -> Iterator[Problem]:
    """Every step that comes too late for what a step before it has done already."""
    for i, step in enumerate(steps):
        for later in steps[i + 1 :]:
            if why := _too_late(step, later, accounts):
                yield Problem(("steps", i), f"{why}，请把 {later.id} 移到 {step.id} 前面")


def _too_late(step: Step, later: Step, accounts: dict[str, Measure]) -> str:
    if isinstance(step, QuotaStep):
        return _counted_before(step, later, accounts)
    if not isinstance(step, ShareStep | CapStep | SameStoryStep) or not _adjusts(later, step.of):
        return ""
    rows = isinstance(later, Rows) or (isinstance(later, CapStep) and later.per == "story")
    if isinstance(step, ShareStep) and step.payee in ("author", "reviewer") and isinstance(later, Rows):
        return f"{step.id} 已把同一款项分给个人，{later.id} 再按稿件调整，个人所得不会跟着变"
    if isinstance(step, CapStep) and step.per != "story" and rows:
        return f"{step.id} 已按合计封顶，{later.id} 再按稿件调整，扣去的会重复"
    if _runs_on(step) and (rows or isinstance(later, ConvertStep)):
        return f"{step.id} 连前几期一起算，{later.id} 再调整同一款项，前后各期就对不上"
    if isinstance(step, CapStep) and step.period == "year" and isinstance(later, CapStep) and later.period == "month":
        return f"{step.id} 按全年封顶，{later.id} 按月封顶"
    return ""


def _runs_on(step: Step) -> bool:
    """Whether a step looks at what earlier periods came to."""
    if isinstance(step, SameStoryStep):
        return step.policy == "highest" and step.across == "year"
    return isinstance(step, CapStep) and step.period != "period"


def _adjusts(step: Step, accounts: Sequence[str]) -> bool:
    """Whether a step changes any of these accounts."""
    return isinstance(step, Rows | CapStep | ConvertStep) and not set(step.of).isdisjoint(accounts)


def _counted_before(step: QuotaStep, later: Step, accounts: dict[str, Measure]) -> str:
    """A task that counts lines of a measure which a later step still changes."""
    measures = {target.measure for target in step.targets if target.measure}
    changed = {accounts.get(name) for name in later.of} if isinstance(later, Rows) else set()
    return f"{step.id} 已按台账数过，{later.id} 再调整就不算数" if measures & changed else ""
