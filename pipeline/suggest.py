"""suggest: what a sender may have meant, asked in the finding's words. Nothing here ever changes what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd
from rapidfuzz import fuzz

from pipeline.cells.names import name_key
from schemas.records import Findings

ALIKE = 60.0
"""Least likeness (0 to 100) worth asking about: three characters in common of five and five; two names of two
characters with one in common (50) are two people."""
MOST = 2
"""So many are asked about; a longer list helps nobody."""


def nearest(typed: str, known: Mapping[str, str]) -> list[str]:
    """Of `known` (spelling → name) the names most alike, best first, equally alike ones in the order of their names."""
    key = name_key(typed)
    likeness: dict[str, float] = {}
    for spelling, name in known.items():
        likeness[name] = max(fuzz.ratio(key, name_key(spelling)), likeness.get(name, 0.0))
    alike = [name for name in likeness if likeness[name] >= ALIKE] if key else []
    return sorted(alike, key=lambda name: (-likeness[name], name))[:MOST]


def asked(action: str, names: Iterable[str]) -> str:
    """An instruction with the question behind it: 请核对。是否为“安平日报”？"""
    question = "或".join(f"“{name}”" for name in names)
    return f"{action}。是否为{question}？" if question else action


def spellings(table: pd.DataFrame) -> dict[str, str]:
    """Every name and alias of a roster table → the name."""
    return {
        spelling: line["name"]
        for line in table.to_dict("records")
        for spelling in [line["name"], *line["aliases"].split("、")]
        if name_key(spelling)
    }


def with_questions(findings: pd.DataFrame, outlets: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Findings of outlets (S02) and people (S01) not on the roster, each asking for the nearest names there are."""
    media = spellings(outlets)
    keys = set(map(name_key, media))
    of_unit = {str(unit): spellings(table) for unit, table in people.groupby("unit_code")}

    @cache  # one unknown outlet often stands in many rows
    def action(code: str, unit: str, found: str, action: str) -> str:
        if code == "S02" and name_key(found) in keys:
            return f"{action}。名录有此媒体，采用日期不在其启用日期至停用日期之间"
        known = {"S02": media, "S01": of_unit.get(unit, {})}.get(code, {})
        return asked(action, nearest(found, known))

    columns = (findings[name] for name in ("code", "unit_code", "found", "action"))
    return Findings.conform(findings.assign(action=[action(*cells) for cells in zip(*columns, strict=True)]))
