"""The two editions of a bulletin: who may read it decides what it is made of and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.public import public


@dataclass(frozen=True)
class Edition:
    """An edition: the figures it may use, the sections the product writes and the annexes it has (none: all there are).

    `remark` stands below the text (附注), `openness` on 《发文稿纸》 (公开属性).
    """

    of: Callable[[Figures], Figures]
    remark: str
    openness: str
    sections: frozenset[str] | None = None
    annexes: frozenset[str] | None = None

    def has_section(self, key: str) -> bool:
        """Whether the product writes the section of this key."""
        return self.sections is None or key in self.sections

    def has_annex(self, key: str) -> bool:
        """Whether the annex of this key belongs to it."""
        return self.annexes is None or key in self.annexes


def _all(figures: Figures) -> Figures:
    return figures


INTERNAL = Edition(of=_all, remark="（此件不公开）", openness="此件不公开")
PUBLIC = Edition(
    of=public,
    remark="",
    openness="主动公开",
    sections=frozenset({"basis", "overview", "ranks"}),
    annexes=frozenset({"units", "honours", "quotas"}),
)
