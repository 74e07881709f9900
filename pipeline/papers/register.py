"""收稿登记: what the office received governs over what units list; the two are matched and every difference is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from pipeline.cells.typed import Line
from pipeline.errors import OfficeError
from pipeline.papers.cells import Around, Cells, alike
from pipeline.papers.claims import governed, pairs, said, says, unlike
from pipeline.papers.read import RawPaper
from pipeline.period import Period
from schemas.papers import Difference, Layout, Received, RegisterDifferences
from schemas.records import Parsed, Rows
from schemas.returned import normal
from schemas.template import ALL_COLUMNS, Column
from schemas.vocabulary import Book

Record = dict[Any, Any]
Key = tuple[str, str, str]
UnitsOf = Callable[[pd.DataFrame], list[str]]
"""Rows → the codes of each row's own and partner units, parted by 、."""
NEVER = "9999-12-31"
"""The office's register came from nobody, so that no line in it is dated after its arrival."""
OWN_COLUMNS = ["registered_by", "says"]
"""Of the register only: who entered a line, and which columns it says something of."""
NOT_CHECKED = frozenset({"registered_by", "note", "unit_code", "unit_name"})
FLAWS = {"C04": "不是日期", "C05": "没有写年份", "C12": "不是整数", "C13": "没有写明几时几分"}


@dataclass(frozen=True)
class Matched:
    """The register put to the claims."""

    received: pd.DataFrame = field(default_factory=Received.blank)
    """`papers.Received`."""
    rows: pd.DataFrame = field(default_factory=Parsed.blank)
    """`records.Parsed` of every line that no unit claimed; its day is when the office received it."""
    said: dict[int, Record] = field(default_factory=dict)
    """Claimed row (row_id) → what the register says of it: columns of `records.Parsed`."""
    waits: Set[int] = frozenset()
    """Claims (row_id) that the register does not hold."""
    differences: pd.DataFrame = field(default_factory=RegisterDifferences.blank)


def read_register(papers: list[RawPaper], layout: Layout, around: Around, period: Period) -> pd.DataFrame:
    """Every line as `records.Parsed` with `OWN_COLUMNS`, row_id from 0; raises OfficeError naming each wrong line."""
    lines, faults = [], []
    seen: dict[Key, str] = {}
    for number, raw in enumerate(line for paper in papers for line in paper.lines):
        cells = Cells(raw, layout, around)
        values = _values(cells, layout, period, number)
        for key in _keys(values) if not cells.faults else ():
            if (first := seen.setdefault(key, raw.place)) != raw.place:
                cells.fault(f"与{first}是同一单位的同一稿件（标题和日期相同，或稿件编号相同），请并作一行")
        lines.append(values)
        faults += cells.faults
    if faults:
        raise OfficeError(f"收稿登记有 {len(faults)} 处需要改正：", faults)
    blank = Parsed.blank().assign(**dict.fromkeys(OWN_COLUMNS, ""))
    return pd.DataFrame(lines, columns=list(blank.columns)) if lines else blank


def _values(cells: Cells, layout: Layout, period: Period, number: int) -> Record:
    """One line read as a line of 报送台账 is; what cannot be read is a fault, for the office can mend it at once."""
    raw, unit = cells.line, cells.unit()
    columns = tuple(column for column in layout.columns if column.key not in NOT_CHECKED)
    blank = {column.key: "" for column in ALL_COLUMNS}
    place = {"row_id": number, "unit_code": unit, "path": f"papers/{raw.file}", "sheet": raw.sheet or layout.kind.value}
    row = {**blank, **raw.texts, **place, "book": Book.SUBMISSION.value, "sheet_row": raw.row, "received_at": NEVER}
    line = Line(row, columns, period)
    _check(cells, columns, line)
    return {**line.values, "registered_by": cells.text("registered_by", needed=True), "says": says(raw.texts)}


def _check(cells: Cells, columns: tuple[Column, ...], line: Line) -> None:
    titles = {column.key: column.header for column in columns}
    for flaw in line.flaws:
        if flaw.code in FLAWS:
            cells.fault(f"“{titles[flaw.key]}”填写为“{cells.text(flaw.key)}”，{FLAWS[flaw.code]}")
    for column in columns:
        if column.required:
            cells.text(column.key, needed=True)
        if column.kind == "choice":
            cells.choice(column.key)


def _keys(row: Record) -> Iterator[Key]:
    """Whereby two lines are of one story: the unit's number for it, or title and day."""
    if number := normal(row["story_no"]):
        yield row["unit_code"], "#", number
    if row["submitted_at"] is not None and not pd.isna(row["submitted_at"]):
        yield row["unit_code"], normal(row["title"]), f"{row['submitted_at']:%Y-%m-%d}"


def match(register: pd.DataFrame, parsed: pd.DataFrame, live: Set[str], units_of: UnitsOf, first_id: int) -> Matched:
    """Put the register to the claims of `parsed` (`records.Parsed`) that stand in one of the `live` files.

    A joint story is the claim of each of its units. Rows of unclaimed lines are numbered from `first_id`.
    """
    claims = parsed[(parsed["book"] == Book.SUBMISSION) & parsed["path"].isin(list(live))]
    lines = register.to_dict("records")
    found = pairs(claims, units_of(claims), lines, units_of(register))
    of_row = {claim["row_id"]: claim for claim in claims.to_dict("records")}
    claimed = {number: row for row, number in reversed(found.items())}
    new = register[~pd.Series(range(len(register)), index=register.index).isin(list(claimed))]
    new = new.assign(row_id=range(first_id, first_id + len(new))).drop(columns=OWN_COLUMNS)
    keys_of = dict(zip(claims["row_id"], claims["row_key"], strict=True))
    return Matched(
        Received.of(_received(line, keys_of.get(claimed.get(n, -1), "")) for n, line in enumerate(lines)),
        Parsed.conform(new) if len(new) else Parsed.blank(),
        {row: said(of_row[row], lines[number]) for row, number in found.items()},
        frozenset(set(claims["row_id"]) - set(found)),
        _differences(claims, lines, found, claimed),
    )


def _received(line: Record, claimed_by: str) -> Record:
    file = line["path"].removeprefix("papers/")
    return {**line, "received_at": line["submitted_at"], "file": file, "claimed_by": claimed_by}


def _differences(
    claims: pd.DataFrame, lines: list[Record], found: Mapping[int, int], claimed: Mapping[int, int]
) -> pd.DataFrame:  # fmt: skip
    """What the two do not agree on, by unit and title; what resembles is said in words only."""
    records = []
    free = [line for number, line in enumerate(lines) if number not in claimed]
    lost = claims[~claims["row_id"].isin(list(found))].to_dict("records")
    for claim in claims.to_dict("records"):
        if (number := found.get(claim["row_id"])) is None:
            records.append(_difference(Difference.NOT_RECEIVED, claim, None, _like(claim, free)))
        else:
            records += _unlike(claim, lines[number])
    records += [_difference(Difference.NOT_CLAIMED, None, line, _like(line, lost)) for line in free]
    return RegisterDifferences.of(sorted(records, key=lambda one: (one["unit_code"], one["title"], one["difference"])))


def _unlike(claim: Record, line: Record) -> Iterator[Record]:
    """A claim and its line in the register that say different things of the same story."""
    if claim["submitted_at"] != line["submitted_at"]:
        yield _difference(Difference.OTHER_TIME, claim, line, "")
    for column in unlike(claim, line):
        words = {"claimed": _said_in(claim, column), "registered": _said_in(line, column)}
        yield {**_difference(Difference.OTHER_CELL, claim, line, ""), **words}


def _said_in(one: Record, column: str) -> str:
    """What a line says in one column, and its place."""
    value = one[column]
    text = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) and not pd.isna(value) else str(value)
    if pd.isna(value) or not text:
        text = "未填"
    return f"《{one['title']}》{Parsed.headers()[column]}：{text}（{one['path']} 第{one['sheet_row']}行）"


HANDLING = {
    Difference.NOT_RECEIVED: "暂不计入，待核对",
    Difference.NOT_CLAIMED: "按收稿登记计入",
    Difference.OTHER_TIME: "以收稿登记的时间为准",
    Difference.OTHER_CELL: "以收稿登记为准",
}


def _difference(kind: Difference, claim: Record | None, line: Record | None, resembles: str) -> Record:
    one = claim or line or {}
    return {
        "unit_code": one["unit_code"],
        "difference": kind,
        "title": one["title"],
        "claimed": _said(claim),
        "registered": _said(line),
        "handling": HANDLING[kind],
        "resembles": resembles,
    }


def _said(one: Record | None) -> str:
    """Title, time and place of a line; blank for none."""
    return (
        f"《{one['title']}》{one['submitted_at']:%Y-%m-%d %H:%M}（{one['path']} 第{one['sheet_row']}行）" if one else ""
    )


def _like(one: Record, others: list[Record]) -> str:
    """The unit's line under the same number, or else the one most like it by title."""
    own = [other for other in others if other["unit_code"] == one["unit_code"]]
    number = normal(one["story_no"])
    if numbered := [other["title"] for other in own if number and normal(other["story_no"]) == number]:
        return f"是不是“{numbered[0]}”（稿件编号相同）"
    return alike(one["title"], [other["title"] for other in own]).removeprefix("，")


def with_received(parsed: pd.DataFrame, matched: Matched) -> pd.DataFrame:
    """`records.Parsed` by the register: claims as the office received them, then what nobody claimed."""
    known = governed(parsed, matched.said)
    return Parsed.conform(pd.concat([known, matched.rows], ignore_index=True)) if len(matched.rows) else known


def judged(settled: pd.DataFrame, matched: Matched, units: pd.DataFrame) -> pd.DataFrame:
    """`records.Rows` of the lines that nobody claimed: each with its one verdict, like any other row."""
    own = settled[settled["row_id"].isin(matched.rows["row_id"])]
    return Rows.conform(own.merge(units[["unit_code", "name"]].rename(columns={"name": "unit_name"}), on="unit_code"))
