"""From labelled figures to bars: how long each is beside the longest, and the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.bulletin.parts import Bar, Chart, Part
from pipeline.bulletin.words import Count, clean

TONES = (0, 1, 2, 4, 3)
"""The first of several is the darkest; hatching across is the last resort, as figures stand in it less well."""
ROOM, ROOM_FOR_EACH = 0.013, 0.036
"""How much of the longest bar's length a part needs to hold its figure, and for each digit of it."""


def telling(figures: Sequence[tuple[str, Count]]) -> bool:
    """Whether bars of these figures say anything: there are two at least, and not all are nothing."""
    return len(figures) > 1 and any(figure > 0 for _, figure in figures)


def plain_chart(title: str, figures: Sequence[tuple[str, Count]], strong: set[int]) -> Chart:
    """One bar for each labelled figure; those at the places in `strong` are darker."""
    longest = _longest([figure for _, figure in figures])
    bars = tuple(
        Bar(clean(name), figure.text, max(int(figure), 0) / longest, n in strong)
        for n, (name, figure) in enumerate(figures)
    )
    return Chart(title, f"{title}：" + "，".join(f"{bar.label}{bar.text}" for bar in bars), bars)


def stacked_chart(
    title: str, names: Sequence[str], figures: Sequence[tuple[str, Sequence[Count]]], tones: Sequence[int] = TONES
) -> Chart:  # fmt: skip
    """One bar for each label, of a part for each of `names` (as many as `tones` at most); what none has is left out."""
    longest = _longest([Count(sum(counts)) for _, counts in figures])
    used = [n for n in range(len(names)) if any(counts[n] for _, counts in figures)]
    bars = []
    for label, counts in figures:
        whole = Count(sum(counts))
        parts = tuple(_part(counts[n], longest, tones[n]) for n in used if counts[n])
        bars.append(Bar(clean(label), whole.text, whole / longest, False, parts))
    said = [
        f"{bar.label}{bar.text}（{_composed(names, counts)}）" for bar, (_, counts) in zip(bars, figures, strict=True)
    ]
    return Chart(title, f"{title}：" + "，".join(said), tuple(bars), tuple((clean(names[n]), tones[n]) for n in used))


def _longest(figures: Sequence[Count]) -> int:
    return max((int(figure) for figure in figures), default=0) or 1


def _part(count: Count, longest: int, tone: int) -> Part:
    length = count / longest
    return Part(count.text if length >= ROOM + ROOM_FOR_EACH * len(count.text) else "", length, tone)


def _composed(names: Sequence[str], counts: Sequence[Count]) -> str:
    return "、".join(f"{clean(name)}{count.text}" for name, count in zip(names, counts, strict=True) if count) or "无"
