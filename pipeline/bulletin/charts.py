"""Bar charts as data: what each bar is called, what it says, how long it is. The macro in `charts.j2` draws them.

A chart is drawn only where it says something: two bars or more, and not all of them nothing.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from pipeline.bulletin.bars import TONES, plain_chart, stacked_chart, telling
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Chart
from pipeline.bulletin.rankings import Group, Measured, leading, ranked, ranked_by
from pipeline.bulletin.tables import records, tiers_of
from pipeline.bulletin.words import Count, clean
from pipeline.period import DAY, Period
from schemas.periods import Cadence
from schemas.vocabulary import Measure, Standing

BARS, MOST_BARS, STRONG_PLACES, MOST_PERIODS = 10, 14, 3, 8
"""As many bars are drawn; a tie may make them more, as far as the chart stays readable."""
EACH: dict[Cadence, str] = {
    "quarter": "各季度", "month": "各月", "halfyear": "各半年", "year": "各年度", "campaign": "各次活动",
}  # fmt: skip
STANDINGS = {
    Standing.ON_TIME: "按时报送", Standing.NIL: "零采用申报", Standing.HELD: "待经办处理",
    Standing.LATE: "逾期报送", Standing.MISSING: "未报送",
}  # fmt: skip
"""Standing → what the prose calls it, the best first."""
STANDING_TONES = (2, 4, 3, 1, 0)
"""What is amiss is dark."""


def unit_charts(figures: Figures) -> tuple[Chart, ...]:
    """The units with most of what they are ranked by, a chart for each class that has at least two such units."""
    charts = (_unit_chart(group, ranked_by(figures)) for group in ranked(figures))
    return tuple(chart for chart in charts if len(chart.bars) > 1)


def standing_chart(figures: Figures) -> tuple[Chart, ...]:
    """How the units of each class stood with their returns; none where there is one class, or all came in time.

    Nor over several periods, where a unit stood now so and now so, or over a month, for which no return is due.
    """
    if figures.over:
        return ()
    groups = ranked(figures)
    bars = [
        (group.name, [Count((group.units["standing"] == standing).sum()) for standing in STANDINGS]) for group in groups
    ]
    amiss = figures.units["standing"].isin([Standing.LATE, Standing.MISSING, Standing.HELD])
    if len(bars) < 2 or not amiss.any():
        return ()
    return (stacked_chart("各类单位报表情况（个）", list(STANDINGS.values()), bars, tones=STANDING_TONES),)


def _unit_chart(group: Group, by: Measured) -> Chart:
    counted = group.units[group.units[by.column] > 0]
    units = leading(counted, BARS, MOST_BARS)
    figures = [(str(unit.name), by.kind(getattr(unit, by.column))) for unit in records(units)]
    most = f"前{len(units)}个单位" if len(counted) > len(units) else ""
    strong = {n for n, place in enumerate(units["place"]) if place <= STRONG_PLACES}
    return plain_chart(f"{clean(group.name) or '各单位'}{by.title}{most}（{by.unit}）", figures, strong)


def overview_charts(figures: Figures) -> tuple[Chart, ...]:
    """How the periods known compare, by tier where that is known of all of them, and how even this one ran."""
    drawn = (tier_chart(figures) or history_chart(figures), pace_chart(figures))
    return tuple(chart for chart in drawn if chart)


def history_chart(figures: Figures) -> Chart | None:
    """Adopted items of every period known, when there are at least two."""
    items = dict(zip(figures.periods["period"], figures.periods["items"], strict=True))
    shown = figures.known[-MOST_PERIODS:]
    bars = [(one.label, Count(items[one.id])) for one in shown]
    return plain_chart(f"{each(shown)}采用篇数（篇）", bars, {len(bars) - 1}) if telling(bars) else None


def tier_chart(figures: Figures) -> Chart | None:
    """The same with each bar divided by tier, highest first; none where a period's tiers are not those of this one."""
    shown = figures.known[-MOST_PERIODS:]
    items = dict(zip(figures.periods["period"], figures.periods["items"], strict=True))
    counts = {(row.period, row.tier): int(row.items) for row in records(figures.period_tiers)}
    found = {tier for _, tier in counts}
    names = {tier: name for tier, name in tiers_of(figures).items() if tier in found}
    bars = [(one.label, [Count(counts.get((one.id, tier), 0)) for tier in names]) for one in shown]
    whole = all(sum(parts) == items[one.id] for one, (_, parts) in zip(shown, bars, strict=True))
    if (
        not whole
        or not 1 < len(names) <= len(TONES)
        or not telling([(label, Count(sum(parts))) for label, parts in bars])
    ):
        return None
    return stacked_chart(f"{each(shown)}各级采用篇数（篇）", list(names.values()), bars)


def pace_chart(figures: Figures) -> Chart | None:
    """Adopted items by month of the days covered; none where some item's day is not known to lie in them."""
    parts = figures.summed.parts if figures.summed else (figures.period,)
    months = [month for part in parts for month in _months(part)]
    days = dict(zip(figures.settled["row_id"], figures.settled["day"], strict=True))
    lines = figures.ledger[figures.ledger["measure"] == Measure.ITEMS]
    placed = lines.assign(day=pd.to_datetime(lines["row_id"].map(days)))
    bars = [
        (label, Count(placed.loc[placed["day"].between(pd.Timestamp(first), pd.Timestamp(last)), "amount"].sum()))
        for label, first, last in months
    ]
    if sum(int(count) for _, count in bars) != int(lines["amount"].sum()) or not telling(bars):
        return None
    return plain_chart(f"{figures.period.this}各月采用篇数（篇）", bars, set())


def _months(period: Period) -> Iterator[tuple[str, date, date]]:
    """The months covered, from the day of the month the first one begins on: 7月, or 6月21日至7月20日."""
    first = period.start
    while first <= period.end:
        last = min(_month_later(first, period.start.day) - DAY, period.end)
        whole = first.day == 1 and (last + DAY).day == 1
        yield f"{first.month}月" if whole else f"{first.month}月{first.day}日至{last.month}月{last.day}日", first, last
        first = last + DAY


def _month_later(day: date, begins: int) -> date:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(begins, monthrange(year, month)[1]))


def each(shown: Sequence[Period]) -> str:
    """What the bars are: 各季度, or 各期 where they are of several kinds."""
    kinds = {one.which.kind for one in shown}
    return EACH[kinds.pop()] if len(kinds) == 1 else "各期"
