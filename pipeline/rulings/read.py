"""Rulings as the office signed them, from inputs/<period>/rulings/: complete and of a known kind, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.signed import Line, Signed, missing, read_signed, undated
from schemas.assessment import Assessment
from schemas.records import Rulings
from schemas.returned import normal
from schemas.roster import OUTLET_KINDS, YES_NO
from schemas.to_decide import FILE_KINDS
from schemas.vocabulary import RETURNED_BOOKS, Book, RulingKind

SIGNED = ("proposed_by", "checked_by", "approved_by", "grounds", "ruled_on")
"""A ruling without these is nobody's word."""
OF_ROWS = ("unit_code", "title")
NEEDED: dict[str, tuple[str, ...]] = {
    RulingKind.SAME_STORY: (*OF_ROWS, "same_as"),
    RulingKind.GRADE: ("outlet", "tier", "outlet_kind", "in_targets", "in_cash"),
    RulingKind.TAKE_LATE: ("file",),
    RulingKind.TAKE_HELD: ("file", "unit_code"),
    RulingKind.REFUSE_CORRECTION: ("file",),
}
"""What a ruling of a kind must name; the others are about a row."""
NOT_OF_ROWS = frozenset({RulingKind.GRADE, *FILE_KINDS})
FILLED = (*SIGNED, "tier", "in_targets", "in_cash")
"""What only a person fills in, in the workbook the product prepared."""


def read_rulings(folder: Path, *beside: Path) -> pd.DataFrame:
    """All rulings of a period as `records.Rulings`; raises OfficeError naming each wrong line."""
    form = Signed(Rulings, ("published_on", "ruled_on"), ("unit_code",), _is_filled)
    return read_signed(folder, form, _faults, beside)


def _is_filled(line: Line) -> bool:
    """The kind is filled in by the officer but for outlets, where there is only one."""
    return any(line[name] for name in FILLED) or line["kind"] not in ("", RulingKind.GRADE)


def _faults(ruling: Line) -> list[str]:
    kind, book = ruling["kind"], ruling["book"]
    needed = NEEDED.get(kind, OF_ROWS)
    if book == Book.ADOPTION and kind not in NOT_OF_ROWS:
        needed = (*needed, "outlet")
    faults = [*missing(ruling, Rulings, (*needed, *SIGNED)), *undated(ruling, Rulings, ("ruled_on",))]
    if kind not in list(RulingKind):
        faults.append(f"认定种类“{kind}”应为{'、'.join(RulingKind)}之一")
    if book not in list(RETURNED_BOOKS) and (book or kind not in NOT_OF_ROWS):
        faults.append(f"台账“{book}”应为{'或'.join(RETURNED_BOOKS)}")
    return [*faults, *_grade_faults(ruling)] if kind == RulingKind.GRADE else faults


def _grade_faults(ruling: Line) -> Iterator[str]:
    allowed = {"outlet_kind": OUTLET_KINDS, "in_targets": YES_NO, "in_cash": YES_NO}
    for name, words in allowed.items():
        if ruling[name] and ruling[name] not in words:
            yield f"{Rulings.headers()[name]}“{ruling[name]}”应为{'、'.join(words)}之一"


def require_known(rulings: pd.DataFrame, assessment: Assessment, units: pd.DataFrame) -> None:
    """Raise OfficeError for a unit or tier there is not, and for two rulings that grade one outlet differently."""
    tiers, codes = assessment.tier_names().values(), set(units["unit_code"])
    problems = []
    for ruling in rulings.to_dict("records"):
        said = f"认定 {ruling['ruling_id']}："
        if ruling["kind"] == RulingKind.GRADE and ruling["tier"] not in tiers:
            problems.append(f"{said}级别“{ruling['tier']}”不在考核办法所列级别（{'、'.join(tiers)}）之内")
        if ruling["unit_code"] and ruling["unit_code"] not in codes:
            problems.append(f"{said}单位代码“{ruling['unit_code']}”不在名录")
    if problems := [*problems, *_graded_twice(rulings)]:
        raise OfficeError(f"认定单有 {len(problems)} 处需要改正：", problems)


def _graded_twice(rulings: pd.DataFrame) -> Iterator[str]:
    seen: dict[str, dict[Any, Any]] = {}
    for ruling in rulings[rulings["kind"] == RulingKind.GRADE].to_dict("records"):
        first = seen.setdefault(normal(ruling["outlet"]), ruling)
        if any(first[name] != ruling[name] for name in ("tier", "outlet_kind", "in_targets", "in_cash")):
            yield f"认定 {first['ruling_id']} 与 {ruling['ruling_id']} 对“{ruling['outlet']}”的定级不同"
