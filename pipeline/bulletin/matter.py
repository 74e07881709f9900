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

    def annex(self, key: str) -> Stated:
        """附件5, or blank when there is no such annex."""
        return self.tags.get(key, Stated())

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence of `wording/`, marked: `section.macro` and the values it asks for."""
        return self.figures.wording.say(sentence, **values)
