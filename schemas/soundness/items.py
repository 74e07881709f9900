"""采用篇数: every assessment counts each accepted row once, because a control total before publication rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.assessment import Assessment
from schemas.duties import AboveStep
from schemas.soundness.problem import Location, Problem
from schemas.steps import BaseStep, CapStep, ConvertStep, MultiplyStep, SameStoryStep, measure_of
from schemas.vocabulary import Book, Measure

ITEMS = Measure.ITEMS
WHY = f"发布前要核对{ITEMS}等于认定的行数"
LINES = (
    "  - step: base",
    "    id: items",
    "    clause: （依据的条款编号）",
    f"    measure: {ITEMS}",
    "    tariff:",
    "      - {amount: 1}",
)
"""The step as it should be written under `steps:`."""


def item_problems(assessment: Assessment) -> Iterator[Problem]:
    """Anything but one step that counts each accepted adoption as one, and what would change its sum."""
    counting = [(("steps", i), step) for i, step in enumerate(assessment.steps) if measure_of(step) == ITEMS]
    base = [step for _, step in counting if isinstance(step, BaseStep)]
    if not base:
        lines = "\n".join(LINES)
        yield Problem(("steps",), f"没有计{ITEMS}的一步（{WHY}），请在 steps 下加上：\n{lines}")
        return
    for place, step in counting:
        if step is not base[0]:
            said = f"{ITEMS}只能由 {base[0].id} 一步计（{WHY}），这一步请改计别的，或者删去"
            yield Problem((*place, "measure"), said)
    yield from _bent(next(place for place, step in counting if step is base[0]), base[0])
    yield from _adjusted(assessment, base[0].id)


def _bent(place: Location, step: BaseStep) -> Iterator[Problem]:
    asked = f"{ITEMS}应是采用明细每行记1篇（{WHY}）"
    if step.book != Book.ADOPTION:
        yield Problem((*place, "book"), f"{asked}，请写 book: {Book.ADOPTION}，或者不写 book")
    if step.only.root or "only" in step.model_fields_set:
        yield Problem((*place, "only"), f"{asked}，不能写 only；不算的行写进 admissibility")
    if len(step.tariff) != 1 or step.tariff[0].where.root or step.tariff[0].amount != 1:
        yield Problem((*place, "tariff"), f"{asked}，tariff 请写成 [{{amount: 1}}]；折算的篇数另计{Measure.TASK_ITEMS}")


def _adjusted(assessment: Assessment, account: str) -> Iterator[Problem]:
    for i, step in enumerate(assessment.steps):
        if isinstance(step, MultiplyStep | SameStoryStep | CapStep | ConvertStep | AboveStep) and account in step.of:
            place = ("steps", i, "of", step.of.index(account))
            yield Problem(place, f"{account} 计的是{ITEMS}，不能打折、去重或封顶（{WHY}），请从 of 中去掉")
