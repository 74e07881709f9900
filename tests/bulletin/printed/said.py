"""A bulletin as read back from a file: the same shape whatever form the file has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Grid = tuple[tuple[str, ...], ...]
"""A table as read: its head first, then rows."""


@dataclass(frozen=True)
class Section:
    """A numbered section: its heading, all its paragraphs as one text, each chart as its words and numbers in order."""

    heading: str
    text: str
    charts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Annex:
    """An annex: its title, what stands around its tables as one text, its tables."""

    title: str
    text: str
    tables: tuple[Grid, ...]


@dataclass(frozen=True)
class Said:
    """All of it. Blanks are taken out of every text, as lines are broken differently in each form."""

    opening: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]

    def drawn(self) -> list[str]:
        """What the charts say, each as one text."""
        return ["".join(chart) for section in self.sections for chart in section.charts]

    def drawn_apart(self) -> bool:
        """Whether words and numbers of charts can be told apart: not in a PDF, where letters are set in pieces."""
        return any(len(chart) > 1 for section in self.sections for chart in section.charts)

    def sentences(self) -> list[str]:
        """Every sentence of the prose, in order."""
        texts = [self.opening, *(section.text for section in self.sections), *(annex.text for annex in self.annexes)]
        return [one for text in texts for one in sentences(text)]


def sentences(text: str) -> list[str]:
    """A text cut after every full stop."""
    return re.findall(r"[^。]*。|[^。]+$", text)


def bare(text: str) -> str:
    """A text without any blanks."""
    return re.sub(r"\s", "", text)


def joined(parts: Iterable[str]) -> str:
    """Parts of a text as one, without any blanks."""
    return bare("".join(parts))
