"""Which charts are drawn, what their bars say, and that they can be told apart without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from pipeline.bulletin import charts, render
from pipeline.bulletin.bars import stacked_chart
from pipeline.bulletin.charts import overview_charts, standing_chart, unit_charts
from pipeline.bulletin.parts import Chart
from pipeline.bulletin.view import view
from pipeline.bulletin.words import Count
from schemas.ledger import Ledger, PeriodTiers
from schemas.vocabulary import Basis, Measure, Standing
from tests.bulletin.made_up import figures, period, unit_table

TIERS = {"2025Q3": (1, 2, 5, 10), "2026Q1": (0, 1, 3, 7), "2026Q2": (1, 3, 6, 10), "2026Q3": (3, 3, 4, 13)}


def _tiers(counts: dict[str, tuple[int, ...]] = TIERS) -> pd.DataFrame:
    names = ("national", "province", "city", "county")
    return PeriodTiers.of(
        {"period": period, "tier": tier, "items": count}
        for period, its in counts.items()
        for tier, count in zip(names, its, strict=True)
    )


def _items(days: list[tuple[int, int]]) -> pd.DataFrame:
    """A ledger of items: row and amount each."""
    line = {
        "period": "2026Q3", "measure": Measure.ITEMS, "unit_code": "U01", "person": "", "account": "items", "step": "base",
        "rule": "items", "clause": "LQ1", "arithmetic": "1", "basis": Basis.ROW, "basis_key": "", "tier": "county",
    }  # fmt: skip
    return Ledger.of({**line, "line_id": n, "row_id": row, "amount": amount} for n, (row, amount) in enumerate(days, 1))


def _figures_of(chart: Chart) -> list[tuple[str, str]]:
    return [(bar.label, bar.text) for bar in chart.bars]


def test_each_period_is_divided_by_tier_where_all_of_them_are_known() -> None:
    chart = overview_charts(figures(period_tiers=_tiers()))[0]
    assert chart.title == "各季度各级采用篇数（篇）"
    assert _figures_of(chart)[-1] == ("2026年第三季度", "23")
    assert [name for name, _ in chart.key] == ["国家级", "省级", "市级", "县级"]
    assert "2026年第一季度11（省级1、市级3、县级7）" in chart.alt
    assert all(abs(sum(part.length for part in bar.parts) - bar.length) < 1e-9 for bar in chart.bars)


def test_tiers_that_do_not_add_up_to_a_period_are_not_drawn_and_the_totals_are() -> None:
    chart = overview_charts(figures(period_tiers=_tiers({**TIERS, "2026Q1": (0, 0, 0, 7)})))[0]
    assert chart.title == "各季度采用篇数（篇）"
    assert chart.key == ()
    assert _figures_of(chart)[1] == ("2026年第一季度", "11")


def test_one_period_has_nothing_to_be_compared_with() -> None:
    made = figures()
    assert overview_charts(replace(made, known=made.known[-1:])) == ()


def test_the_months_covered_show_how_even_the_period_ran() -> None:
    made = figures()
    days = made.settled.set_index("row_id")["day"]
    early, late = int(days.index[0]), int(days.index[39])
    assert (days[early].month, days[late].month) == (7, 8)
    chart = overview_charts(figures(ledger=_items([(early, 3), (late, 2)])))[-1]
    assert _figures_of(chart) == [("6月21日至7月20日", "3"), ("7月21日至8月20日", "2"), ("8月21日至9月20日", "0")]
    assert "本季度各月采用篇数" in chart.alt


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), 3),
        (date(2025, 12, 21), date(2026, 3, 20), 3),
        (date(2026, 1, 31), date(2026, 12, 30), 11),
        (date(2026, 9, 1), date(2027, 8, 31), 12),
        (date(2026, 3, 10), date(2026, 4, 5), 1),
    ],
)
def test_months_follow_on_one_another_and_cover_every_day(start: date, end: date, count: int) -> None:
    months = list(charts._months(replace(period(), start=start, end=end)))
    assert (months[0][1], months[-1][2], len(months)) == (start, end, count)
    assert all(after[1] - before[2] == timedelta(days=1) for before, after in pairwise(months))


def test_an_item_without_a_day_leaves_the_months_undrawn() -> None:
    titles = [chart.title for chart in overview_charts(figures(ledger=_items([(0, 3), (-1, 2)])))]
    assert titles == ["各季度采用篇数（篇）"]


def test_units_that_did_not_report_in_time_are_shown_by_class() -> None:
    made = figures()
    (chart,) = standing_chart(made)
    assert [label for label, _ in _figures_of(chart)] == ["中心校", "直属学校", "机关科室"]
    assert sum(int(text) for _, text in _figures_of(chart)) == len(made.units)
    assert [name for name, _ in chart.key] == ["按时报送", "零采用申报", "逾期报送", "未报送"]
    assert "直属学校3（按时报送1、零采用申报1、逾期报送1）" in chart.alt


def test_nothing_is_drawn_of_returns_that_all_came_in_time() -> None:
    units = figures().units.assign(standing=Standing.ON_TIME.value)
    assert standing_chart(figures(units=units)) == ()


def test_a_class_of_one_unit_with_points_has_no_chart() -> None:
    units = unit_table([{"name": "甲校", "points": 2000}, {"name": "乙校", "points": 0}])
    assert unit_charts(figures(units=units)) == ()


@pytest.mark.parametrize(("ahead", "alike", "drawn"), [(8, 6, 14), (8, 7, 8), (14, 0, 10)])
def test_bars_that_share_the_tenth_place_are_all_drawn_or_where_these_are_too_many_none_of_them(
    ahead: int, alike: int, drawn: int
) -> None:
    points = [*range(50000, 50000 - ahead * 1000, -1000), *[9000] * alike, 1000]
    places = [1 + sum(other > one for other in points) for one in points]
    names = [
        {"name": f"{n}校", "points": one, "place": place}
        for n, (one, place) in enumerate(zip(points, places, strict=True))
    ]
    (chart,) = unit_charts(figures(units=unit_table(names)))
    assert (len(chart.bars), chart.title) == (drawn, f"中心校积分前{drawn}个单位（分）")


def test_a_part_too_short_for_its_figure_has_none_and_the_words_still_say_it() -> None:
    chart = stacked_chart("试", ["甲", "乙"], [("一", [Count(1), Count(99)]), ("二", [Count(50), Count(0)])])
    assert [[part.text for part in bar.parts] for bar in chart.bars] == [["", "99"], ["50"]]
    assert chart.alt == "试：一100（甲1、乙99），二50（甲50）"


def test_charts_stand_in_the_page_as_pictures_that_say_their_figures() -> None:
    page = render.html(view(figures(period_tiers=_tiers())))
    labels = re.findall(r'<svg [^>]*role="img" aria-label="([^"]+)"', page)
    assert any("2026年第三季度23（国家级3、省级3、市级4、县级13）" in label for label in labels)


def test_tones_differ_in_darkness_or_hatching() -> None:
    page = render.html(view(figures(period_tiers=_tiers())))
    assert len(set(re.findall(r'<rect [^>]*height="13" fill="(#\w+)"', page))) >= 4
    assert "v13" in page


def test_long_names_take_the_whole_width_and_short_ones_stand_in_pairs() -> None:
    short, long = (
        stacked_chart("甲", ["甲"], [("一", [Count(1)])]),
        stacked_chart("乙", ["甲"], [("长" * 12, [Count(1)])]),
    )
    section = replace(view(figures()).sections[0], charts=(short, short, short, long, short))
    assert [len(row) for row in section.chart_rows] == [2, 1, 1, 1]
