"""Annexes of standings: units by class, people. Only what the assessment counts has a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pandas as pd

from pipeline.bulletin.dossier import anchor
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.summary import previous
from pipeline.bulletin.tables import cut, dash, records, tier_columns, tier_counts, tiers_of
from pipeline.bulletin.words import Count, Points, clean
from schemas.steps import ShareStep
from schemas.vocabulary import Measure, Standing


class Group(NamedTuple):
    """Units ranked together; `name` is blank when all are."""

    name: str
    units: pd.DataFrame


class Measured(NamedTuple):
    """What a ranking goes by: the standing's column, the figure it makes, and what it is called."""

    column: str
    kind: type[Count]
    title: str
    unit: str


class Cell(NamedTuple):
    """A column of a ranking and what stands in it for one unit or person."""

    column: Column
    of: Callable[[Any], str]


RANKED_BY = {
    Measure.UNIT_POINTS: Measured("points", Points, "积分", "分"),
    Measure.PERSON_POINTS: Measured("points", Points, "积分", "分"),
    Measure.ITEMS: Measured("items", Count, "采用篇数", "篇"),
    Measure.PERSON_ITEMS: Measured("items", Count, "采用篇数", "篇"),
    Measure.SUBMITTED: Measured("submitted", Count, "报送条数", "条"),
    Measure.PERSON_SUBMITTED: Measured("submitted", Count, "报送条数", "条"),
}


def ranked_by(figures: Figures) -> Measured:
    """What units are ranked by."""
    return RANKED_BY[figures.assessment.ranking.by]


def people_ranked_by(figures: Figures) -> Measured:
    """What people are ranked by."""
    return RANKED_BY[figures.assessment.ranking.people_by]


def leading(standings: pd.DataFrame, places: int, most: int) -> pd.DataFrame:
    """The first `places`, whoever shares the last of them included; where that makes more than `most`, nobody of that tie."""
    first = standings[standings["place"] <= places]
    return first if len(first) <= most else first[first["place"] < first["place"].max()]


def ranked(figures: Figures) -> list[Group]:
    """Units by class in the office's order (or all together), best first; classes the bulletin does not rank are left out."""
    units = figures.units[figures.units["unit_class"].map(figures.assessment.bulletin.ranks).astype(bool)]
    units = units.sort_values("place", kind="stable")
    if figures.assessment.ranking.within != "class":
        return [Group("", units)]
    others = sorted(set(units["unit_class"]) - set(figures.office.classes))
    groups = [Group(name, units[units["unit_class"] == name]) for name in [*figures.office.classes, *others]]
    return [group for group in groups if len(group.units)]


def unit_ranking(figures: Figures) -> Annex:
    """Units ranked, a table for each class when classes are ranked apart."""
    cells = [Cell(Column("名次", 18), lambda unit: str(unit.place)), *_unit_cells(figures)]
    tables = tuple(
        _table(cells, group.units, [anchor("unit", code) for code in group.units["unit_code"]], clean(group.name))
        for group in ranked(figures)
    )
    return Annex("units", "", f"{figures.period.label}各单位排名", tables, notes=_ranking_notes(figures))


def _ranking_notes(figures: Figures) -> tuple[Paragraph, ...]:
    within = "同类别单位" if figures.assessment.ranking.within == "class" else "各单位"
    by = ranked_by(figures).title
    told = "；报表情况为空的，是按时报送" if tells_standing(figures) else ""
    unknown = "；有的单位数据尚未确定，没有计入" if figures.undetermined else ""
    said = f"注：{within}按{by}由高到低排列，{by}相同的名次并列{told}{unknown}。"
    return (Paragraph.of(said),)


def tells_standing(figures: Figures) -> bool:
    """Whether it may be said how units reported in this one period; the public edition says it of none."""
    return not figures.over and bool(figures.units["standing"].ne("").any())


def _unit_cells(figures: Figures) -> list[Cell]:
    """What a ranking of units shows beside the place, as far as the assessment counts it."""
    counted, year = figures.assessment.measures(), figures.period.this_year
    cells = [Cell(Column("单位", 46, "left"), lambda unit: clean(unit.name))]
    if Measure.ITEMS in counted:
        cells += _tier_cells(figures, "unit_code")
        cells.append(Cell(Column("合计篇数", 18, "right"), lambda unit: dash(unit.items)))
    if Measure.SUBMITTED in counted:
        cells.append(Cell(Column("报送条数", 18, "right"), lambda unit: dash(unit.submitted)))
    if figures.assessment.ranking.also == Measure.SUBMITTED:
        cells.append(Cell(Column("报送名次", 18), lambda unit: str(unit.submitted_place)))
    if Measure.UNIT_POINTS in counted:
        cells.append(Cell(Column("积分", 20, "right"), lambda unit: Points(unit.points).text))
        if previous(figures):
            last = figures.period.last.removesuffix("度")
            cells.append(Cell(Column(f"{last}积分", 20, "right"), lambda unit: Points(unit.previous_points).text))
        if figures.runs_on:
            cells.append(Cell(Column(f"{year}累计积分", 23, "right"), lambda unit: Points(unit.year_points).text))
    elif figures.runs_on:
        cells.append(Cell(Column(f"{year}累计篇数", 23, "right"), lambda unit: dash(unit.year_items)))
    standing = Cell(
        Column("报表情况", 32), lambda unit: "" if unit.standing == Standing.ON_TIME else str(unit.standing)
    )
    return [*cells, standing] if tells_standing(figures) else cells


def _tier_cells(figures: Figures, key: str) -> list[Cell]:
    """A column of counts for each tier, highest first."""
    tiers = tiers_of(figures)
    if len(tiers) < 2:
        return []
    counts = tier_counts(figures.unit_tiers if key == "unit_code" else figures.person_tiers, key)

    def count_of(tier: str) -> Callable[[Any], str]:
        return lambda who: dash(counts.get((getattr(who, key), tier), 0))

    return [Cell(column, count_of(tier)) for column, tier in zip(tier_columns(tiers), tiers, strict=True)]


def _table(cells: list[Cell], lines: pd.DataFrame, refs: Iterable[str], caption: str = "") -> Table:
    rows = tuple(tuple(cell.of(line) for cell in cells) for line in records(lines))
    return Table(tuple(cell.column for cell in cells), rows, caption, refs=tuple(refs))


def person_ranking(figures: Figures) -> Annex:
    """Everybody with anything to rank by, best first."""
    by = people_ranked_by(figures)
    counted = figures.people[[by.column, "items", "submitted", "points"]].ne(0).any(axis=1)
    people = figures.people[counted].sort_values("place", kind="stable")
    said = f"注：几人合写的信息，{items_of_people(figures)}；{by.title}相同的名次并列。"
    title = f"{figures.period.label}个人排名"
    table = _table(_person_cells(figures), people, [anchor("person", person) for person in people["person"]])
    return cut(Annex("people", "", title, (table,), notes=(Paragraph.of(said),)), 250)


def items_of_people(figures: Figures) -> str:
    """Whose an item by several people is, in words."""
    if Measure.PERSON_ITEMS not in figures.assessment.measures():
        return "条数由每名撰稿人各计一条"
    shares = [step for step in figures.assessment.steps if isinstance(step, ShareStep)]
    first = any(step.split == "first" for step in shares if step.into == Measure.PERSON_ITEMS)
    return "篇数只计第一撰稿人" if first else "篇数由每名撰稿人各计一篇"


def _person_cells(figures: Figures) -> list[Cell]:
    counted, year = figures.assessment.measures(), figures.period.this_year
    cells = [
        Cell(Column("名次", 14), lambda person: str(person.place)),
        Cell(Column("姓名", 26), lambda person: clean(person.name)),
        Cell(Column("单位", 60, "left"), lambda person: clean(person.unit_name)),
    ]
    if Measure.PERSON_ITEMS in counted:
        cells += _tier_cells(figures, "person")
        cells.append(Cell(Column("合计篇数", 16, "right"), lambda person: dash(person.items)))
    if Measure.PERSON_SUBMITTED in counted:
        cells.append(Cell(Column("报送条数", 16, "right"), lambda person: dash(person.submitted)))
    if Measure.PERSON_POINTS in counted:
        cells.append(Cell(Column("积分", 18, "right"), lambda person: Points(person.points).text))
        if figures.runs_on:
            cells.append(Cell(Column(f"{year}累计积分", 20, "right"), lambda person: Points(person.year_points).text))
    return cells
