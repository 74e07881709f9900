"""局上报台账 and 纸质材料签收单: what the bureau sent upward, and whose papers it signed for."""

from __future__ import annotations

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.papers.cells import Around, Cells
from pipeline.papers.read import RawPaper
from schemas.papers import SIGNED_FOR, UPWARD, SignedFor, Upward
from schemas.returned import normal

HANDED_IN = ("received_at", "copies", "pages", "handed_by", "received_by")
"""A prefilled line in which none of these stands is of a unit that handed nothing in."""


def read_upward(papers: list[RawPaper], around: Around) -> pd.DataFrame:
    """The items as `papers.Upward`; raises OfficeError naming each wrong line and each item entered twice."""
    lines, faults = [], []
    seen: dict[tuple[str, str, str], str] = {}
    for raw in (line for paper in papers for line in paper.lines):
        cells = Cells(raw, UPWARD, around)
        title, sent_to = cells.text("title", needed=True), cells.text("sent_to", needed=True)
        day = cells.day("day", needed=True)
        if (first := seen.setdefault((normal(title), normal(sent_to), str(day)), raw.place)) != raw.place:
            cells.fault(f"与{first}完全相同，请删去一行")
        place = {"file": raw.file, "sheet_row": raw.row}
        lines.append({"title": title, "sent_to": sent_to, "day": day, "sent_by": cells.text("sent_by"), **place})
        faults += cells.faults
    if faults:
        raise OfficeError(f"局上报台账有 {len(faults)} 处需要改正：", faults)
    return Upward.of(lines)


def read_signed_for(papers: list[RawPaper], around: Around) -> pd.DataFrame:
    """Units whose papers came, as `papers.SignedFor`; raises OfficeError naming each half-filled or repeated line."""
    lines, faults = [], []
    seen: dict[str, str] = {}
    for raw in (line for paper in papers for line in paper.lines):
        cells = Cells(raw, SIGNED_FOR, around)
        unit, came = cells.unit(), any(normal(raw.texts.get(key, "")) for key in HANDED_IN)
        if (first := seen.setdefault(unit, raw.place)) != raw.place:
            cells.fault(f"与{first}是同一个单位，请并作一行")
        if came:
            lines.append({"unit_code": unit, **_receipt(cells), "file": raw.file, "sheet_row": raw.row})
        faults += cells.faults
    if faults:
        raise OfficeError(f"纸质材料签收单有 {len(faults)} 处需要改正：", faults)
    return SignedFor.of(lines)


def _receipt(cells: Cells) -> dict[str, str | int]:
    """When, how much, by whom and to whom; without a time and the one who signed it is no receipt."""
    moment = cells.moment("received_at", needed=True)
    return {
        "received_at": moment.strftime("%Y-%m-%d %H:%M") if moment else "",
        "copies": cells.number("copies"),
        "pages": cells.number("pages"),
        "handed_by": cells.text("handed_by"),
        "received_by": cells.text("received_by", needed=True),
    }
