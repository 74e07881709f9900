"""Bar charts as data: what each bar is called, what it says, how long it is. The macro in `charts.j2` draws them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Bar, Chart
from pipeline.bulletin.rankings import Group, Measured, ranked, ranked_by
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, clean
from pipeline.period import Quarter

MOST_BARS, STRONG_PLACES = 10, 3


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
    """Adopted items of every quarter known, when there are at least two."""
    known = records(figures.periods.tail(8))
    bars = [(Quarter.parse(period.period).label(figures.period.year), Count(period.items)) for period in known]
    return (_chart("各季度采用篇数（篇）", bars, {len(bars) - 1}),) if len(bars) > 1 else ()


def _chart(title: str, figures: Sequence[tuple[str, Count]], strong: set[int]) -> Chart:
    longest = max((int(figure) for _, figure in figures), default=0) or 1
    bars = tuple(
        Bar(clean(name), figure.text, max(int(figure), 0) / longest, n in strong)
        for n, (name, figure) in enumerate(figures)
    )
    return Chart(title, f"{title}：" + "，".join(f"{bar.label}{bar.text}" for bar in bars), bars)
