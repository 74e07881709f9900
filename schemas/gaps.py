"""What an assessment leaves open (gaps), and the office's decisions laid over it before it is validated.

In a rule file a gap stands in the place of the value it lacks::

    window:
      gap: 统计期间怎样起止
      clause: LQ6
      when: always            # or {rows: {fact: value}}, or {period: name of a period fact}
      readings:
        calendar: {label: 自然季度, value: calendar}
        cutoff: {label: 上季截止日次日至本季截止日, value: cutoff}

A gap without `readings` is settled by a value; `example` shows its shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, model_validator

from schemas.conditions import Where
from schemas.office import Decision
from schemas.strict import Strict
from schemas.vocabulary import Book

PERIOD_FACTS = {
    "due_day_off": "截止日逢休息日",
    "arrival_on_due_day": "有来件在截止日当天收到",
    "unit_without_return": "有单位没有报表",
    "late_return": "有逾期的上报表",
    "edge_weeks": "统计期间首尾的周或月不完整",
}
"""What a gap's `when: {period: …}` may name, and what it means."""


class Reading(Strict):
    """One way to read an open clause."""

    label: str
    value: Any


class NeededWhen(Strict):
    """The rows or the period fact that make a gap matter."""

    rows: Where | None = None
    books: tuple[Book, ...] = (Book.ADOPTION,)
    period: Literal["due_day_off", "arrival_on_due_day", "unit_without_return", "late_return", "edge_weeks"] | None = (
        None
    )
    entries: str = Field(default="", description="有这一种登记事项时才用得到")

    @model_validator(mode="after")
    def _one_of_three(self) -> NeededWhen:
        if [self.rows is not None, self.period is not None, bool(self.entries)].count(True) != 1:
            raise ValueError("请在 rows（哪些行）、period（什么情形）、entries（哪种登记事项）中写一项，只写一项")
        return self


class Gap(Strict):
    """A value the document lacks or states two ways."""

    gap: str = Field(description="未规定的是什么")
    hint: str = Field(default="", description="怎样填，只对要作决定的人说")
    clause: str
    when: Literal["always"] | NeededWhen
    readings: dict[str, Reading] = Field(default_factory=dict)
    example: Any = None


@dataclass(frozen=True)
class OpenGap:
    """A gap still undecided, at its dotted path in the document."""

    path: str
    gap: Gap


@dataclass(frozen=True)
class SettledGap:
    """A gap the office has decided."""

    path: str
    gap: Gap
    decision: Decision


@dataclass(frozen=True)
class Overlay:
    """A document with its decided gaps filled and its open ones taken out."""

    document: dict[str, Any]
    open: tuple[OpenGap, ...]
    settled: tuple[SettledGap, ...]


class DecisionError(ValueError):
    """A decision that fits no gap, or names no reading of it."""


def overlay(document: Mapping[str, Any], decisions: Mapping[str, Decision]) -> Overlay:
    """Lay `decisions` (path → decision) over `document`; raises DecisionError when one fits nothing."""
    opened: list[OpenGap] = []
    settled: list[SettledGap] = []

    def walk(node: Any, path: str) -> Any:
        if isinstance(node, Mapping):
            return {
                key: walk(value, f"{path}.{key}".lstrip("."))
                for key, value in node.items()
                if not _is_gap(value) or _decide(value, f"{path}.{key}".lstrip("."))
            }
        if isinstance(node, list):
            return [walk(item, f"{path}.{_segment(item, i)}") for i, item in enumerate(node)]
        return node

    def _decide(value: Mapping[str, Any], path: str) -> bool:
        gap = Gap.model_validate(value)
        if path in decisions:
            settled.append(SettledGap(path, gap, decisions[path]))
        else:
            opened.append(OpenGap(path, gap))
        return path in decisions

    filled = walk(document, "")
    if lost := set(decisions) - {gap.path for gap in settled}:
        raise DecisionError(f"决定 {'、'.join(sorted(lost))} 对应不上考核办法中的任何未规定事项，请核对写法")
    for item in settled:
        _put(filled, item)
    return Overlay(filled, tuple(opened), tuple(settled))


def _is_gap(node: Any) -> bool:
    return isinstance(node, Mapping) and "gap" in node


def _segment(item: Any, index: int) -> str:
    """A list item goes by its id, so that a path survives reordering."""
    return str(item["id"]) if isinstance(item, Mapping) and "id" in item else str(index)


def _put(document: dict[str, Any], item: SettledGap) -> None:
    """Write the decided value at the gap's path."""
    *parents, key = item.path.split(".")
    node: Any = document
    for name in parents:
        node = (
            node[name]
            if isinstance(node, dict)
            else next(entry for i, entry in enumerate(node) if _segment(entry, i) == name)
        )
    node[key] = _value(item)


def _value(item: SettledGap) -> Any:
    decision, readings = item.decision, item.gap.readings
    if decision.reading:
        if decision.reading not in readings:
            raise DecisionError(
                f"{item.path} 没有“{decision.reading}”这种读法，可选：{'、'.join(readings) or '（此项须写 value）'}"
            )
        return readings[decision.reading].value
    if readings:
        raise DecisionError(f"{item.path} 须在 reading 中选一种读法：{'、'.join(readings)}")
    return decision.value
