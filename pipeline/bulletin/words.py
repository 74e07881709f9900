"""Words for numbers. A figure that a sentence formats marks itself as counted, a name as quoted.

Sentences are Jinja macros (see `phrases`). `Count`, `Points`, `Fen`, `Share` and `Stated` leave an invisible mark around
themselves, so that a number typed by hand is the only one without a mark (see `parts.loose_numbers`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby, pairwise
from typing import Generic, TypeVar

COUNTED, QUOTED, END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Marks: code points that Unicode promises never to give to a character."""

Name = TypeVar("Name")
ORDINALS = "一二三四五六七八九十"
_UNSEEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb]")


class Count(int):
    """A number of things."""

    @property
    def text(self) -> str:
        """As printed: 42."""
        return str(int(self))

    def __format__(self, spec: str) -> str:
        return COUNTED + self.text + END


class Points(Count):
    """Thousandths of a point."""

    @property
    def text(self) -> str:
        """As printed, without needless decimals: 12.5."""
        return plain(Decimal(int(self)) / 1000)


class Fen(Count):
    """Hundredths of a yuan."""

    @property
    def text(self) -> str:
        """As printed in prose: 1250 or 1250.50."""
        yuan, fen = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{yuan}" + (f".{fen:02d}" if fen else "")

    @property
    def cell(self) -> str:
        """As printed in a table: 1,250.00."""
        yuan, fen = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{yuan:,d}.{fen:02d}"


class Share(Count):
    """Tenths of a percent."""

    @property
    def text(self) -> str:
        """As printed, always with one decimal: 12.0%."""
        return f"{int(self) // 10}.{int(self) % 10}%"


class Stated(str):
    """A fixed wording with digits in it that the pipeline vouches for: a period, a day, the number of an annex."""

    def __format__(self, spec: str) -> str:
        return COUNTED + str(self) + END


class Quoted(str):
    """Someone else's words: a name, a title, a clause, a remark. Its digits are theirs."""

    def __new__(cls, text: object = "") -> Quoted:
        """Clean what was typed before it is quoted."""
        return super().__new__(cls, clean(text))

    def __format__(self, spec: str) -> str:
        return QUOTED + str(self) + END


def clean(text: object) -> str:
    """`text` on one line, without characters that cannot be seen or that turn the reading direction."""
    line = " ".join(without_unseen(str(text)).split())
    return "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cs"))


def without_unseen(text: str) -> str:
    """`text` without characters that cannot be seen, our own marks among them."""
    return _UNSEEN.sub("", text)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shares(counts: Sequence[int]) -> list[Share]:
    """Each count's part of the whole; they add to 100.0 exactly, and equal counts are equal where that can be.

    Each is its exact part rounded up or down, the roundings with the least error that add up. Where equal counts cannot
    be equal (1, 1, 1), the largest remainders are rounded up, the first of several before the others.
    """
    whole = sum(counts)
    if not whole:
        return [Share(0) for _ in counts]
    raised = _rounded_up(Counter(counts), whole)
    if raised is not None:
        return [Share(count * 1000 // whole + (count in raised)) for count in counts]
    rest = 1000 - sum(count * 1000 // whole for count in counts)
    first = sorted(range(len(counts)), key=lambda at: -(counts[at] * 1000 % whole))[:rest]
    return [Share(count * 1000 // whole + (at in first)) for at, count in enumerate(counts)]


def _rounded_up(often: Mapping[int, int], whole: int) -> tuple[int, ...] | None:
    """Which counts to round up, all of one size together, so that all add to 1000; none where no choice does.

    A count is never rounded past a larger one. Every choice is tried: what is shared out (tiers) has few sizes.
    """
    floors = {count: count * 1000 // whole for count in sorted(often, reverse=True)}
    lacking = 1000 - sum(floors[count] * times for count, times in often.items())
    inexact = [count for count in floors if count * 1000 % whole]
    choices = [
        chosen
        for size in range(len(inexact) + 1)
        for chosen in combinations(inexact, size)
        if sum(often[count] for count in chosen) == lacking
        and all(
            large in chosen or small not in chosen
            for large, small in pairwise(floors)
            if floors[large] == floors[small]
        )
    ]
    return max(choices, key=lambda chosen: sum(often[c] * (c * 1000 % whole) for c in chosen), default=None)


def _half_up(amount: int, by: int) -> int:
    return (2 * amount + by) // (2 * by)


def change(now: int, before: int) -> Share | None:
    """How much more or less than before, rounded half up; none when nothing was there before."""
    return Share(_half_up(abs(now - before) * 1000, before)) if before else None


def ordinal(number: int) -> str:
    """一, 二, … 二十一: the number of a section or a place."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return ORDINALS[number - 1]
    return ("" if tens == 1 else ORDINALS[tens - 1]) + "十" + (ORDINALS[ones - 1] if ones else "")


@dataclass(frozen=True)
class Group(Generic[Name]):
    """Those that have the same figure."""

    names: tuple[Name, ...]
    figure: Count


def grouped(entries: Iterable[tuple[Name, Count]]) -> tuple[Group[Name], ...]:
    """Neighbours with the same figure together, in the order given."""
    return tuple(
        Group(tuple(name for name, _ in group), figure)
        for figure, group in groupby(entries, key=lambda entry: entry[1])
    )


def quoted(names: Iterable[object]) -> tuple[Quoted, ...]:
    """Each of the names as quoted."""
    return tuple(Quoted(name) for name in names)
