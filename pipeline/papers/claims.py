"""Which line a unit claims is which line of 收稿登记, and what the register says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from schemas.records import Parsed
from schemas.returned import normal

Record = dict[Any, Any]
WHERE = frozenset({"row_id", "row_key", "path", "sheet", "sheet_row", "remark"})
"""What two copies of one claim differ in."""
SIGNATURES = frozenset({"head_signature", "leader_signature"})
"""Where the register has these, a blank says that nobody signed."""
THE_UNITS_OWN = frozenset({"unit_code", "unit_name", "title", "story_no", "registered_by", "note"})
"""Says who, which story or by whom: the unit's number for a story links its own two books."""
NOT_ALIKE = 3


def pairs(
    claims: pd.DataFrame, claim_units: Sequence[str], lines: Sequence[Record], line_units: Sequence[str]
) -> dict[int, int]:
    """Claim (row_id) → number of its line in the register, the nearest first; a claim that fits none is left out.

    A line answers for one claim of a unit, and for the copies of that claim. `claim_units` and `line_units` are the
    codes of each one's own and partner units, parted by 、.
    """
    by_title: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        by_title.setdefault(normal(line["title"]), []).append(number)
    first: dict[tuple[str, ...], int] = {}
    records = claims.to_dict("records")
    same = {claim["row_id"]: first.setdefault(_content(claim), claim["row_id"]) for claim in records}
    found, taken = dict[int, int](), set[tuple[int, str]]()
    for nearness in range(NOT_ALIKE):
        for claim, units in zip(records, claim_units, strict=True):
            row, unit = claim["row_id"], claim["unit_code"]
            if same[row] != row or row in found:
                continue
            fits = [
                number
                for number in by_title.get(normal(claim["title"]), [])
                if _nearness(claim, lines[number]) == nearness and (number, unit) not in taken
                if _same_unit(claim, units, lines[number], line_units[number])
            ]
            if fits:
                found[row] = next((one for one in fits if lines[one]["unit_code"] == unit), fits[0])
                taken.add((found[row], unit))
    return {row: found[one] for row, one in same.items() if one in found}


def _content(claim: Record) -> tuple[str, ...]:
    return tuple(str(claim[key]) for key in Parsed.headers() if key not in WHERE)


def _nearness(claim: Record, line: Record) -> int:
    """0 for day and the unit's own number alike, 1 for the day, 2 for the number; of lines with one title."""
    day = claim["submitted_at"].date() == line["submitted_at"].date()
    number = claim["unit_code"] == line["unit_code"] and bool(normal(claim["story_no"]))
    number &= normal(claim["story_no"]) == normal(line["story_no"])
    return 0 if day and number else 1 if day else 2 if number else NOT_ALIKE


def _same_unit(claim: Record, units: str, line: Record, line_units: str) -> bool:
    """Whether the line is of a unit that has part in the claim, and the claim of one that has part in the line."""
    has_part = not line["partners"] or claim["unit_code"] in line_units.split("、")
    return line["unit_code"] in units.split("、") and has_part


def said(claim: Record, line: Record) -> Record:
    """What the register says of a claim, as columns of `records.Parsed`; its partners are those of its own unit."""
    own = claim["unit_code"] == line["unit_code"]
    columns = [key for key in line["says"].split("、") if own or key != "partners"]
    return {**{key: line[key] for key in columns}, "day": pd.Timestamp(line["submitted_at"]).normalize()}


def says(texts: Mapping[str, str]) -> str:
    """The columns, by 、, that a line of the register (column key → cell) says something of."""
    return "、".join(
        key for key, text in texts.items() if key not in THE_UNITS_OWN and (normal(text) or key in SIGNATURES)
    )


def unlike(claim: Record, line: Record) -> list[str]:
    """The columns of which the register says something else than the claim; of signatures, whether there is one."""
    return [
        key
        for key, text in said(claim, line).items()
        if key not in ("day", "submitted_at")
        and (bool(claim[key]) != bool(text) if key in SIGNATURES else _text(claim[key]) != _text(text))
    ]


def _text(value: Any) -> str:
    return "" if pd.isna(value) else normal(str(value))


def governed(parsed: pd.DataFrame, said_of: dict[int, Record]) -> pd.DataFrame:
    """`records.Parsed` with the register's word on each claim (row_id) in the place of the unit's."""
    known = parsed
    for column in sorted({key for one in said_of.values() for key in one}):
        values = [
            said_of.get(row, {}).get(column, old) for row, old in zip(parsed["row_id"], parsed[column], strict=True)
        ]
        known = known.assign(**{column: pd.Series(values, index=parsed.index, dtype=parsed[column].dtype)})
    return known
