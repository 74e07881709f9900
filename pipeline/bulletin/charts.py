"""Bar charts as data: what each bar is called, what it says, how long it is. The macro in `charts.j2` draws them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Bar, Chart
from pipeline.bulletin.rankings import Group, Measured, ranked, ranked_by
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, clean
from pipeline.period import Period
from schemas.periods import Cadence

MOST_BARS, STRONG_PLACES, MOST_PERIODS = 10, 3, 8
EACH: dict[Cadence, str] = {
    "quarter": "各季度", "month": "各月", "halfyear": "各半年", "year": "各年度", "campaign": "各次活动",
}  # fmt: skip


def unit_charts(figures: Figures) -> tuple[Chart, ...]:
    """The units with most of what they are ranked by, a chart for each class that has at least two such units."""
    charts = (_unit_chart(group, ranked_by(figures)) for group in ranked(figures))
    return tuple(chart for chart in charts if len(chart.bars) > 1)


def _unit_chart(group: Group, by: Measured) -> Chart:
    units = group.units[group.units[by.column] > 0].head(MOST_BARS)
    figures = [(str(unit.name), by.kind(getattr(unit, by.column))) for unit in records(units)]
    most = f"前{MOST_BARS}个单位" if len(group.units) > MOST_BARS else ""
    strong = {n for n, place in enumerate(units["place"]) if place <= STRONG_PLACES}
    return _chart(f"{clean(group.name) or '各单位'}{by.title}{most}（{by.unit}）", figures, strong)


def history_chart(figures: Figures) -> tuple[Chart, ...]:
    """Adopted items of every period known, when there are at least two."""
    items = dict(zip(figures.periods["period"], figures.periods["items"], strict=True))
    shown = figures.known[-MOST_PERIODS:]
    bars = [(one.label, Count(items[one.id])) for one in shown]
    title = f"{_each(shown)}采用篇数（篇）"
    return (_chart(title, bars, {len(bars) - 1}),) if len(bars) > 1 else ()


def _each(periods: Sequence[Period]) -> str:
    """What the bars are: 各季度, or 各期 where they are of several kinds."""
    kinds = {one.which.kind for one in periods}
    return EACH[kinds.pop()] if len(kinds) == 1 else "各期"


def _chart(title: str, figures: Sequence[tuple[str, Count]], strong: set[int]) -> Chart:
    longest = max((int(figure) for _, figure in figures), default=0) or 1
    bars = tuple(
        Bar(clean(name), figure.text, max(int(figure), 0) / longest, n in strong)
        for n, (name, figure) in enumerate(figures)
    )
    return Chart(title, f"{title}：" + "，".join(f"{bar.label}{bar.text}" for bar in bars), bars)
