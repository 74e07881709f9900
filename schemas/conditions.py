"""What a rule may test on a row: a closed list of facts, and conditions on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel, model_validator

from schemas.roster import OUTLET_KINDS
from schemas.template import ADOPTION_COLUMNS

FACTS: dict[str, tuple[type, str]] = {
    "unit_class": (str, "单位类别"),
    "tier": (str, "级别"),
    "outlet": (str, "媒体"),
    "outlet_kind": (str, "媒体类型"),
    "method": (str, "采用方式"),
    "origin": (str, "原发或转载"),
    "instruction_level": (str, "批示领导层级"),
    "paid": (bool, "有偿刊发"),
    "in_targets": (bool, "任务媒体"),
    "in_cash": (bool, "现金认定媒体"),
    "has_author": (bool, "有撰稿人"),
    "has_reviewer": (bool, "有审稿人"),
    "has_evidence": (bool, "有证明材料"),
    "precleared": (bool, "已报局审核"),
    "author_count": (int, "撰稿人数"),
    "outlets_of_story": (int, "同稿媒体数"),
}
"""Fact → its type and Chinese name. Each is a column of `records.Facts`."""


CHOICES: dict[str, tuple[str, ...]] = {
    **{
        column.key: column.choices
        for column in ADOPTION_COLUMNS
        if column.key in ("method", "origin", "instruction_level")
    },
    "outlet_kind": OUTLET_KINDS,
}
"""Facts with a closed list of values: any other value in a condition is a slip of the pen."""


class AtLeast(BaseModel):
    """A number is at least this many (以上、不少于 include the number itself)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at_least: int


class Where(RootModel[dict[str, Any]]):
    """A condition: every named fact equals the value, is one of the values, or is at least a number."""

    @model_validator(mode="after")
    def _known_facts_of_the_right_type(self) -> Where:
        for fact, wanted in self.root.items():
            if fact not in FACTS:
                raise ValueError(f"没有“{fact}”这个事实，可用的有：{'、'.join(FACTS)}")
            kind = FACTS[fact][0]
            if isinstance(wanted, dict):
                AtLeast.model_validate(wanted)
                allowed = kind is int
            else:
                allowed = all(type(value) is kind for value in _listed(wanted))
            if unknown := set(_listed(wanted)) - set(CHOICES[fact]) if fact in CHOICES and allowed else set():
                raise ValueError(
                    f"“{fact}”没有 {'、'.join(map(str, unknown))} 这个值，可用的有：{'、'.join(CHOICES[fact])}"
                )
            if not allowed:
                raise ValueError(f"“{fact}”不能与 {wanted!r} 比较，应为 {kind.__name__}")
        return self

    def tests(self) -> Iterator[tuple[str, list[Any] | AtLeast]]:
        """Each fact with its accepted values or its lower bound."""
        for fact, wanted in self.root.items():
            yield fact, (AtLeast(**wanted) if isinstance(wanted, dict) else _listed(wanted))

    def excludes(self, other: Where) -> bool:
        """True when no row can meet both conditions (some listed fact has no common value)."""
        mine, theirs = dict(self.tests()), dict(other.tests())
        return any(
            isinstance(ours := mine[fact], list)
            and isinstance(others := theirs[fact], list)
            and not set(ours) & set(others)
            for fact in mine.keys() & theirs.keys()
        )


def _listed(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, list | tuple) else [wanted]
