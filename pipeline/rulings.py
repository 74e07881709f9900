"""rulings: the office's word on single rows, read from inputs/<period>/rulings/*.csv and matched by content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.facts import RULED
from pipeline.signed import Line, missing, read_signed
from schemas.assessment import Assessment
from schemas.records import Rulings
from schemas.returned import normal
from schemas.vocabulary import RETURNED_BOOKS, Book, Reason, RulingKind, Verdict

SIGNED = ("ruling_id", "unit_code", "title", "proposed_by", "approved_by", "grounds", "ruled_on")
"""A ruling without these is nobody's word."""
Key = tuple[str, str, str, str, str]
Ruling = dict[str, Any]


@dataclass(frozen=True)
class Matched:
    """Rulings with the rows they are about: verdicts by row_id, and facts as (row_id, ruling)."""

    verdicts: dict[int, Ruling]
    facts: list[tuple[int, Ruling]]


def read_rulings(folder: Path) -> pd.DataFrame:
    """All rulings of a period as `records.Rulings`; raises OfficeError naming each wrong line."""
    return read_signed(folder, Rulings, "published_on", _faults)


def _faults(ruling: Line) -> list[str]:
    needed = (*SIGNED, "outlet") if ruling["book"] == Book.ADOPTION else SIGNED
    faults = missing(ruling, Rulings, needed)
    if ruling["book"] not in list(RETURNED_BOOKS):
        faults.append(f"台账“{ruling['book']}”应为{'或'.join(RETURNED_BOOKS)}")
    if ruling["kind"] not in list(RulingKind):
        faults.append(f"认定种类“{ruling['kind']}”应为{'、'.join(RulingKind)}之一")
    return faults


def match(rulings: pd.DataFrame, facts: pd.DataFrame, assessment: Assessment) -> Matched:
    """Put each ruling to its rows.

    Raises OfficeError for one that fits no row, for two on one row that disagree, and for a fact no rule asks for.
    """
    tested = {fact for _, where in assessment.conditions() for fact in where.root}
    rows = _rows_by_content(facts)
    matched, problems = Matched({}, []), []
    for ruling in rulings.to_dict("records"):
        key = (
            ruling["unit_code"],
            ruling["book"],
            normal(ruling["title"]),
            normal(ruling["outlet"]),
            ruling["published_on"],
        )
        found = rows.get(key, [])
        said = f"认定 {ruling['ruling_id']}（{ruling['unit_code']}《{ruling['title']}》）"
        if not found:
            problems.append(f"{said}找不到对应的填报行")
        elif ruling["kind"] in RULED and RULED[ruling["kind"]] not in tested:
            problems.append(f"{said}认定为“{ruling['kind']}”，而考核办法没有与此有关的规定")
        problems += _apply({str(key): value for key, value in ruling.items()}, found, matched)
    if problems:
        raise OfficeError("认定单与上报表对不上：", problems)
    return matched


def _rows_by_content(facts: pd.DataFrame) -> dict[Key, list[int]]:
    rows: dict[Key, list[int]] = {}
    for row in facts.to_dict("records"):
        day = row["day"].strftime("%Y-%m-%d")
        for outlet in {normal(row["outlet"]), normal(row["outlet_text"])}:
            key = (row["unit_code"], row["book"], normal(row["title"]), outlet, day)
            rows.setdefault(key, []).append(row["row_id"])
    return rows


def _apply(ruling: Ruling, rows: Iterable[int], matched: Matched) -> list[str]:
    """Put a ruling on its rows; returns what is wrong with it."""
    problems = []
    for row in rows:
        if ruling["kind"] in RULED:
            matched.facts.append((row, ruling))
            continue
        other = matched.verdicts.setdefault(row, ruling)
        if other["kind"] != ruling["kind"]:
            problems.append(f"认定 {other['ruling_id']} 与 {ruling['ruling_id']} 对同一行的结论不同")
    return problems


def require_effect(ruled: dict[int, Ruling], settled: pd.DataFrame) -> None:
    """Raise OfficeError for a ruling that could not settle its row: late, of another period, ungraded outlet."""
    rows = settled[settled["row_id"].isin(list(ruled))]
    without = rows[(rows["reason_code"] != Reason.RULING) & (rows["verdict"] != Verdict.DUPLICATE)]
    problems = [
        f"认定 {ruled[row['row_id']]['ruling_id']} 不能生效：《{row['title']}》{row['reason']}"
        for row in without.to_dict("records")
    ]
    if problems:
        raise OfficeError("有的认定不能生效，请先改正名录或撤回认定：", problems)
