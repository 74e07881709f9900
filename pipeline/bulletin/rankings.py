"""Annexes of standings: units by class, people."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.tables import cut, dash, records, tier_columns, tier_counts, tiers_of
from pipeline.bulletin.words import Points, clean
from schemas.vocabulary import Standing


class Group(NamedTuple):
    """Units ranked together; `name` is blank when all are."""

    name: str
    units: pd.DataFrame


def ranked(figures: Figures) -> list[Group]:
    """Units by class in the office's order (or all together), best first."""
    units = figures.units.sort_values("place", kind="stable")
    if figures.assessment.ranking.within != "class":
        return [Group("", units)]
    others = sorted(set(units["unit_class"]) - set(figures.office.classes))
    groups = [Group(name, units[units["unit_class"] == name]) for name in [*figures.office.classes, *others]]
    return [group for group in groups if len(group.units)]


def previous_known(figures: Figures) -> bool:
    """Whether the quarter before this one is known, so that its points may be shown."""
    return figures.period.quarter.before().id in set(figures.periods["period"])


def unit_ranking(figures: Figures) -> Annex:
    """Units ranked by points, a table for each class when classes are ranked apart."""
    tables = tuple(_ranking_table(figures, group) for group in ranked(figures))
    return Annex("units", "", f"{figures.period.label}各单位排名", tables, notes=_ranking_notes(figures))


def _ranking_notes(figures: Figures) -> tuple[Paragraph, ...]:
    within = "同类别单位" if figures.assessment.ranking.within == "class" else "各单位"
    said = f"注：{within}按积分由高到低排列，积分相同的名次并列；报表情况为空的，是按时报送。"
    return (Paragraph.of(said),)


def _ranking_table(figures: Figures, group: Group) -> Table:
    tiers = tiers_of(figures)
    counts = tier_counts(figures.unit_tiers, "unit_code")
    before = [Column("上季积分", 20, "right")] if previous_known(figures) else []
    columns = (
        Column("名次", 18),
        Column("单位", 46, "left"),
        *tier_columns(tiers),
        Column("合计篇数", 18, "right"),
        Column("积分", 20, "right"),
        *before,
        Column("本年累计积分", 23, "right"),
        Column("报表情况", 32),
    )
    rows = tuple(
        (
            str(unit.place),
            clean(unit.name),
            *(dash(counts.get((unit.unit_code, tier), 0)) for tier in tiers),
            dash(unit.items),
            Points(unit.points).text,
            *(Points(unit.previous_points).text for _ in before),
            Points(unit.year_points).text,
            "" if unit.standing == Standing.ON_TIME else str(unit.standing),
        )
        for unit in records(group.units)
    )
    return Table(columns, rows, clean(group.name))


def person_ranking(figures: Figures) -> Annex:
    """Everybody with points, best first."""
    people = figures.people[figures.people["points"] != 0].sort_values("place", kind="stable")
    tiers = tiers_of(figures)
    counts = tier_counts(figures.person_tiers, "person")
    columns = (
        Column("名次", 14),
        Column("姓名", 26),
        Column("单位", 60, "left"),
        *tier_columns(tiers),
        Column("合计篇数", 16, "right"),
        Column("积分", 18, "right"),
        Column("本年累计积分", 20, "right"),
    )
    rows = tuple(
        (
            str(person.place),
            clean(person.name),
            clean(person.unit_name),
            *(dash(counts.get((person.person, tier), 0)) for tier in tiers),
            dash(person.items),
            Points(person.points).text,
            Points(person.year_points).text,
        )
        for person in records(people)
    )
    said = "注：几人合写的信息，篇数由每名撰稿人各计一篇；积分相同的名次并列。"
    title = f"{figures.period.label}个人排名"
    return cut(Annex("people", "", title, (Table(columns, rows),), notes=(Paragraph.of(said),)), 250)
