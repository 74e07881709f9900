"""What the sentences of the bulletin are made from."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.bulletin.edition import INTERNAL, Edition
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.summary import Summary
from pipeline.bulletin.words import Stated


@dataclass(frozen=True)
class Matter:
    """What the sentences are made from."""

    figures: Figures
    summary: Summary
    tags: dict[str, Stated]
    edition: Edition = INTERNAL

    def see(self, key: str, words: str = "见") -> str:
        """（见附件5）, when there is such an annex."""
        return f"（{words}{self.tags[key]}）" if key in self.tags else ""
