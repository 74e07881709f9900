"""verdicts: every line found in any file, with its one verdict and reason. Nothing a unit sent is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.cite import cited
from schemas.periods import Late
from schemas.records import Rows
from schemas.returned import normal
from schemas.template import ALL_COLUMNS
from schemas.vocabulary import CONSEQUENCES, Book, Reason, ReceiptStatus, Verdict

Record = dict[Any, Any]
Content = tuple[str, ...]
NONE_TURNED_DOWN: Mapping[int, Mapping[str, str]] = {}


@dataclass(frozen=True)
class Known:
    """What is known of rows and files when verdicts are drawn up."""

    receipts: dict[str, Record]
    """Path → its line of `records.Receipts`."""
    settled: dict[int, Record]
    """row_id → its line of `records.Settled`, for rows that could be parsed."""
    waiting: dict[int, str]
    """row_id → what must be mended, for rows that could not."""
    counted: frozenset[Content]
    """The contents of the rows of counted returns, to know a re-sent row again."""
    late: Late
    turned_down: Mapping[int, Mapping[str, str]]
    """row_id → the ruling that turned down a row that could not be read."""


def all_rows(
    returned: pd.DataFrame, settled: pd.DataFrame, receipts: pd.DataFrame, waiting: dict[int, str], late: Late,
    turned_down: Mapping[int, Mapping[str, str]] = NONE_TURNED_DOWN,
) -> pd.DataFrame:  # fmt: skip
    """One line of `records.Rows` for each row of `returned` (`returned.ReturnedRows`)."""
    of_file = {record["path"]: record for record in receipts.to_dict("records")}
    rows = returned.to_dict("records")
    counted = frozenset(
        _content(row, of_file) for row in rows if of_file[row["path"]]["status"] == ReceiptStatus.COUNTED
    )
    of_row = {row["row_id"]: row for row in settled.to_dict("records")}
    known = Known(of_file, of_row, waiting, counted, late, turned_down)
    return Rows.of(_line(row, known) for row in rows)


def _content(row: Record, of_file: dict[str, Record]) -> Content:
    """Whose a row is and all it says, but for its serial number."""
    texts = (normal(row[column.key]) for column in ALL_COLUMNS if column.key != "serial")
    return of_file[row["path"]]["unit_code"], row["book"], *texts


def _line(row: Record, known: Known) -> Record:
    receipt = known.receipts[row["path"]]
    verdict, code, reason, clause = _outcome(row, receipt, known)
    return {
        **{key: row[key] for key in ("row_id", "path", "sheet", "sheet_row", "title", "outlet_text")},
        "row_key": f"{receipt['unit_code']}-{Book(row['book']).short}-{row['sheet_row']}@{row['path']}",
        "unit_code": receipt["unit_code"],
        "unit_name": receipt["unit_name"],
        "book": row["book"],
        "verdict": verdict,
        "reason_code": code,
        "reason": reason,
        "clause": clause,
    }


def _outcome(row: Record, receipt: Record, known: Known) -> tuple[str, str, str, str]:
    """Verdict, reason code, reason and clause: by the file where that decides, else by the row."""
    if row["filler"]:
        return Verdict.BLANK, Reason.FILLER, row["filler"], ""
    if receipt["status"] == ReceiptStatus.SUPERSEDED:
        return Verdict.SUPERSEDED, Reason.FILE_ASIDE, receipt["reason"], ""
    if receipt["status"] == ReceiptStatus.DUPLICATE:
        return Verdict.DUPLICATE, Reason.FILE_ASIDE, receipt["reason"], ""
    if receipt["status"] == ReceiptStatus.HELD:
        if receipt["unit_code"] and _content(row, known.receipts) in known.counted:
            return Verdict.DUPLICATE, Reason.FILE_ASIDE, "与已计入的上报表中的一行完全相同", ""
        return Verdict.PENDING, Reason.FILE_HELD, receipt["reason"], ""
    if settled := known.settled.get(row["row_id"]):
        return settled["verdict"], settled["reason_code"], settled["reason"], settled["clause"]
    if receipt["status"] == ReceiptStatus.LATE and known.late.then != "accept":
        return CONSEQUENCES[known.late.then or "pending"], Reason.LATE, receipt["reason"], known.late.clause
    if ruling := known.turned_down.get(row["row_id"]):
        return Verdict.REJECTED, Reason.RULING, cited(ruling), ""
    return Verdict.PENDING, Reason.TO_MEND, known.waiting[row["row_id"]], ""
