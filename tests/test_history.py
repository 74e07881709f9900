"""Which earlier quarters a run needs beside its own."""

from __future__ import annotations

from pipeline.history import needed, whole_year
from pipeline.period import Quarter
from schemas.assessment import Assessment
from tests.score.test_engine import base, plan, quota


def ids(quarter: str, assessment: Assessment) -> list[str]:
    return [past.id for past in needed(Quarter.parse(quarter), lambda _: True, assessment)]


def test_a_quarter_stands_beside_its_year_the_one_before_and_the_same_one_last_year() -> None:
    assert ids("2026Q3", plan(base())) == ["2025Q3", "2026Q1", "2026Q2"]
    assert ids("2026Q1", plan(base())) == ["2025Q1", "2025Q4"]


def test_where_duties_are_settled_by_the_year_last_years_quarters_bring_those_before_them() -> None:
    # the last quarter of 2025 settles the whole of 2025
    assert ids("2026Q1", plan(base(), quota(period="year"))) == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]


def test_a_quarter_nothing_is_known_of_is_left_out() -> None:
    found = needed(Quarter.parse("2026Q3"), lambda period: period != "2026Q1", plan(base()))
    assert [past.id for past in found] == ["2025Q3", "2026Q2"]


def test_a_year_is_whole_when_every_quarter_before_is_known() -> None:
    assert whole_year(Quarter.parse("2026Q1"), set())
    assert whole_year(Quarter.parse("2026Q3"), {"2026Q1", "2026Q2"})
    assert not whole_year(Quarter.parse("2026Q3"), {"2026Q2"})
