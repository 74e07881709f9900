"""Keys that must be written, as a value or as a gap, because without them the engine would have to guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from schemas.assessment import Assessment
from schemas.duties import AboveStep, CompositeStep, Consequence, PenaltyStep, QuotaStep
from schemas.gaps import Gap
from schemas.soundness.problem import Location, Problem
from schemas.steps import ShareStep, Step
from schemas.strict import Strict

Opened: TypeAlias = Mapping[Location, Gap]
"""The gaps not yet decided, by their place."""
Wanted: TypeAlias = tuple[Location, Strict, tuple[str, ...]]

WORDS: dict[str, str] = {
    "amount": "多少",
    "any_of": "符合哪些情形",
    "begins": "从几月算起",
    "cap": "超额完成怎样计",
    "due": "截止日",
    "due_day_included": "截止日当天收到算不算按时",
    "edges": "统计期间首尾不完整的周、半月、月是否考核",
    "factor": "乘以几",
    "moved_off_days_off": "逢休息日是否顺延",
    "partial": "没有完成怎样计",
    "parts": "各项任务多少分",
    "payee": "归谁",
    "per_item": "每差一件扣多少",
    "period": "多长时间一次",
    "places": "名额",
    "prizes": "各名次奖多少",
    "policy": "同一稿件怎样计",
    "rates": "折算标准",
    "required": "应完成多少",
    "split": "几人合写怎样分",
    "targets": "各项任务",
    "tariff": "标准",
    "then": "怎样处理",
    "unreported": "没有报表的怎样算",
    "window": "统计哪些日子",
    "within": "分类别还是统一排名",
}
"""What each such key says."""
KEYS_OF_STEP: dict[str, tuple[str, ...]] = {
    "base": ("tariff",),
    "multiply": ("factor",),
    "same_story": ("policy",),
    "share": ("payee", "split"),
    "cap": (),
    "quota": ("period", "targets"),
    "penalty": ("per_item",),
    "reward": ("amount",),
    "sanction": (),
    "above": (),
    "convert": ("rates",),
    "by_rank": ("within", "prizes"),
    "composite": ("parts", "cap", "partial"),
    "manual": ("tariff",),
}
CUT_PERIODS = frozenset({"week", "halfmonth", "month"})
"""Spans that the edges of a quarter may cut."""


def unwritten_problems(assessment: Assessment, opened: Opened) -> Iterator[Problem]:
    """Every key that is neither written nor left open as a gap."""
    for place, rule, keys in _wanted(assessment, opened):
        for key in keys:
            if not is_written(place, rule, key, opened):
                yield Problem((*place, key), f"请写明 {key}（{WORDS[key]}）；原文没有规定的，写成 gap")


def is_written(place: Location, rule: Strict, key: str, opened: Opened) -> bool:
    """Whether a key of the rule at `place` has a value, be it an empty list, or is open."""
    written = key in rule.model_fields_set and getattr(rule, key) is not None
    return written or (*place, key) in opened


def _wanted(assessment: Assessment, opened: Opened) -> Iterator[Wanted]:
    calendar = assessment.calendar
    yield ("calendar",), calendar, ("due", "due_day_included", "moved_off_days_off", "window")
    yield ("calendar", "late"), calendar.late, ("then",)
    yield ("ranking",), assessment.ranking, ("within",)
    if "year" in assessment.model_fields_set:
        yield ("year",), assessment.year, ("begins",)
    if assessment.payout:
        yield ("payout",), assessment.payout, ("period",)
    for i, definition in enumerate(assessment.definitions):
        yield ("definitions", i), definition, ("any_of",)
    for i, admissibility in enumerate(assessment.admissibility):
        yield ("admissibility", i), admissibility, ("then",)
    for i, commendation in enumerate(assessment.commendations):
        yield ("commendations", i), commendation, ("places",)
    for i, step in enumerate(assessment.steps):
        yield from _of_step(assessment, ("steps", i), step, opened)


def _of_step(assessment: Assessment, place: Location, step: Step, opened: Opened) -> Iterator[Wanted]:
    keys = KEYS_OF_STEP[step.step]
    if isinstance(step, ShareStep) and step.payee == "unit":
        keys = ("payee",)
    if isinstance(step, PenaltyStep) and is_written(place, step, "bands", opened):
        keys = ()
    if isinstance(step, QuotaStep):
        edges = ("edges",) if _may_be_cut(place, step, opened) else ()
        rested_on = any(_rests_on(one, ("steps", i), step, opened) for i, one in enumerate(assessment.steps))
        keys = (*keys, *edges, *(("unreported",) if rested_on else ()))
        for j, target in enumerate(step.targets):
            yield (*place, "targets", j), target, ("required",)
    yield place, step, keys


def _may_be_cut(place: Location, step: QuotaStep, opened: Opened) -> bool:
    """Whether the quota is counted, or might be once its period is decided, in spans shorter than a quarter."""
    gap = opened.get((*place, "period"))
    if gap is None:
        return step.period in CUT_PERIODS
    return not gap.readings or any(reading.value in CUT_PERIODS for reading in gap.readings.values())


def _rests_on(step: Step, place: Location, quota: QuotaStep, opened: Opened) -> bool:
    """Whether a penalty or a score follows from the quota."""
    if isinstance(step, Consequence):
        return step.of == quota.id
    if isinstance(step, AboveStep):
        return step.target in [target.key for target in quota.targets]
    if not isinstance(step, CompositeStep):
        return False
    named = {part.target for part in step.parts} | set(_targets_offered(opened.get((*place, "parts"))))
    return not named.isdisjoint(target.key for target in quota.targets)


def _targets_offered(gap: Gap | None) -> Iterator[str]:
    """The targets that the readings or the example of open `parts` name."""
    if gap is None:
        return
    values: list[Any] = [reading.value for reading in gap.readings.values()] or [gap.example]
    for value in values:
        for part in value if isinstance(value, list) else ():
            if isinstance(part, Mapping) and "target" in part:
                yield str(part["target"])
