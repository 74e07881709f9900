"""What follows from the office's papers for single rows: why a row waits, and what units and the officer are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from pipeline.papers.filled import Papers
from schemas.assessment import Assessment
from schemas.faults import finding_record
from schemas.papers import Difference, EvidenceResult, PaperKind
from schemas.records import Findings
from schemas.returned import normal
from schemas.vocabulary import Book, Reason, Verdict

Finding = dict[str, str | int]
Cell = Callable[..., Finding]
"""Makes a finding at a row's column."""
Wait = tuple[str, str]
"""Reason code and reason."""
NOT_RECEIVED: Wait = (Reason.NOT_RECEIVED, "收稿登记中没有这一篇，待核对")
LINE_NOT_RECEIVED: Wait = (Reason.NOT_RECEIVED, "报送台账中同一稿件的一行不在收稿登记中，待核对")
PROOF_TO_COME: Wait = (Reason.PROOF_TO_COME, "证明材料经核验待补")


def waits(papers: Papers, facts: pd.DataFrame, assessment: Assessment) -> dict[int, Wait]:
    """Rows (row_id) of `records.Facts` that wait by the office's papers, and why."""
    lost = facts["row_id"].isin(list(papers.register.waits))
    found: dict[int, Wait] = {}
    if assessment.links_books():
        submitted = facts["book"] == Book.SUBMISSION
        titled = facts["story"] + ":" + facts["title"].map(normal)  # another story may bear the number by mistake
        resting = pd.Series(False, index=facts.index)
        for key in (facts["story"], titled):
            resting |= key.isin(list(set(key[lost]) - set(key[submitted & ~lost])))
        resting &= facts["book"] == Book.ADOPTION
        found |= dict.fromkeys(facts.loc[resting, "row_id"].tolist(), LINE_NOT_RECEIVED)
    found |= dict.fromkeys(facts.loc[lost, "row_id"].tolist(), NOT_RECEIVED)
    to_come = [row for row, result in papers.evidence.results.items() if result == EvidenceResult.TO_COME]
    return found | dict.fromkeys(facts.loc[facts["row_key"].isin(to_come), "row_id"].tolist(), PROOF_TO_COME)


def findings(papers: Papers, settled: pd.DataFrame, cell: Cell) -> pd.DataFrame:
    """What units and the officer are told of the papers; `cell` makes a finding at a row's column."""
    return Findings.of([*_on_rows(papers, settled, cell), *_on_register(papers), *_on_papers(papers)])


def _on_rows(papers: Papers, settled: pd.DataFrame, cell: Cell) -> Iterator[Finding]:
    for row in _records(settled):
        result = papers.evidence.results.get(row["row_key"], EvidenceResult.UNCHECKED)
        if row["row_id"] in papers.register.waits and row["reason_code"] != Reason.REPEATED:
            yield cell("P01", row, "title")
        if _ruled_in(row) and result in (EvidenceResult.FALSE, EvidenceResult.TO_COME):
            yield cell("P08", row, "evidence_kinds", result)
        elif result == EvidenceResult.FALSE:
            yield cell("P04", row, "evidence_kinds", result)
        elif row["reason_code"] == Reason.PROOF_TO_COME:
            yield cell("P05", row, "evidence_kinds", result)


def _ruled_in(row: dict[str, Any]) -> bool:
    return bool(row["verdict"] == Verdict.ACCEPTED and row["reason_code"] == Reason.RULING)


def _on_register(papers: Papers) -> Iterator[Finding]:
    """Lines that nobody claimed, and claims that say something else than their line."""
    for row in _records(papers.register.rows):
        yield finding_record("P02", row["path"], row["sheet"], "", row["title"], row["unit_code"], row_id=row["row_id"])
    for one in _records(papers.register.differences):
        if one["difference"] in (Difference.OTHER_TIME, Difference.OTHER_CELL):
            found = f"{one['claimed']}；收稿登记{one['registered']}"
            yield finding_record(
                "P03",
                "",
                found=found,
                unit_code=one["unit_code"],
                action=f"{one['difference']}，{one['handling']}，请核对",
            )


def _on_papers(papers: Papers) -> Iterator[Finding]:
    """Lines of the officer's that have lapsed, and papers for which the assessment has no use."""
    checks = papers.evidence.checks
    lapsed = checks[(checks["row_key"] == "") & (checks["result"] != EvidenceResult.UNCHECKED)]
    for one in _records(lapsed):
        yield finding_record(
            "P06", f"papers/{one['file']}", PaperKind.EVIDENCE, "", f"《{one['title']}》", one["unit_code"]
        )
    for kind in sorted(papers.filled.present - papers.used):
        yield finding_record("P07", "", kind, found=kind)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
