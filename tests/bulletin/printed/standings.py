"""The cells of the two rankings, worked out once more: sums from the ledger, what went before from the audit's own tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.bulletin.printed.audit import MEASURES, Audit, figure, places, points
from tests.bulletin.printed.ranks import people_ranked, units_ranked
from tests.bulletin.printed.said import Annex

Rows = list[tuple[str, ...]]
Column = Callable[[str], str]
"""What stands in a column for a unit's or a person's code."""


def unit_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """A table for each class where classes are ranked apart, else one."""
    within, by = ranked_by(annex)
    codes = dict(zip(audit.units["单位"], audit.units["单位代码"], strict=True))
    tables = []
    for of_class in audit.classes if within else [""]:
        place = {codes[name]: place for place, name, _ in units_ranked(audit, by, of_class)}
        cells = _unit_cells(audit, place)
        head = annex.tables[0][0]
        tables.append([tuple(_cell(cells, title)(code) for title in head) for code in place])
    return tables


def ranked_by(annex: Annex) -> tuple[bool, str]:
    """Whether classes are ranked apart, and by what, as the annex says itself."""
    ((within, by),) = re.findall(r"^注：(同类别|各)单位按(\w+)由高到低排列", annex.text)
    return within == "同类别", by


def _unit_cells(audit: Audit, place: Mapping[str, int]) -> dict[str, Column]:
    """Column → its cell for a unit; what went before this period is only in the audit's own ranking."""
    lines = audit.units.set_index("单位代码")
    sent = audit.by("报送条数", "单位代码")
    sent_place = places({code: sent.get(code, 0) for code in place})
    return {
        "名次": lambda code: str(place[code]),
        "单位": audit.unit_name,
        **_tiers(audit, "采用篇数", "单位代码"),
        "合计篇数": _counted(audit.by("采用篇数", "单位代码")),
        "报送条数": _counted(sent),
        "报送名次": lambda code: str(sent_place[code]),
        "积分": _scored(audit.by("单位积分", "单位代码")),
        "上期积分": lambda code: points(int(lines.at[code, "上期积分（千分之一分）"])),
        "累计积分": lambda code: points(int(lines.at[code, "本年累计积分（千分之一分）"])),
        "累计篇数": lambda code: _dash(int(lines.at[code, "本年累计篇数"])),
        "报表情况": lambda code: str(lines.at[code, "报表情况"]).removeprefix("按时"),
    }


def person_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """Everybody with anything to rank by."""
    (by,) = re.findall(r"；(\w+)相同的名次并列。", annex.text)
    ranked = people_ranked(audit, by)
    sums = [audit.by(measure, "人员") for _, measure, _ in MEASURES.values()]
    cells = _person_cells(audit, {person: place for place, person, _ in ranked})
    shown = [person for _, person, _ in ranked if any(sum_.get(person, 0) for sum_ in sums)]
    return [[tuple(_cell(cells, title)(person) for title in annex.tables[0][0]) for person in shown]]


def _person_cells(audit: Audit, place: Mapping[str, int]) -> dict[str, Column]:
    lines = audit.people.set_index("人员")
    return {
        "名次": lambda person: str(place[person]),
        "姓名": lambda person: str(lines.at[person, "姓名"]),
        "单位": lambda person: str(lines.at[person, "单位"]),
        **_tiers(audit, "个人篇数", "人员"),
        "合计篇数": _counted(audit.by("个人篇数", "人员")),
        "报送条数": _counted(audit.by("个人报送条数", "人员")),
        "积分": _scored(audit.by("个人积分", "人员")),
        "累计积分": lambda person: points(int(lines.at[person, "本年累计积分（千分之一分）"])),
    }


def _cell(cells: Mapping[str, Column], title: str) -> Column:
    """上季积分 and 上月积分 are what the audit calls 上期积分; 本年累计… and 本学年累计… are the year's."""
    title = re.sub(r"^上.{1,4}(?=积分$)", "上期", title)
    return cells[re.sub(r"^本(?:学)?年(?=累计)", "", title)]


def _tiers(audit: Audit, measure: str, who: str) -> dict[str, Column]:
    sums = audit.by(measure, who, "级别")

    def column(tier: str) -> Column:
        return lambda code: _dash(sums.get(f"{code}|{tier}", 0))

    return {name: column(tier) for tier, name in audit.names.tiers.items()}


def _counted(sums: Mapping[str, int]) -> Column:
    return lambda code: _dash(sums.get(code, 0))


def _scored(sums: Mapping[str, int]) -> Column:
    return lambda code: figure(sums.get(code, 0), "积分")


def _dash(number: int) -> str:
    return str(number) if number else "—"
