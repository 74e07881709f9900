"""Why rows were not accepted, in words for the unit: kinds of reasons with their number, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.answer.known import Known
from pipeline.bulletin.decisions import ruled
from pipeline.bulletin.words import clean
from pipeline.file_names import in_words
from schemas.vocabulary import Reason, Verdict

TOLD_VERDICTS = (Verdict.PENDING, Verdict.REJECTED, Verdict.VOID, Verdict.DUPLICATE)


def by_kind(rows: pd.DataFrame, known: Known) -> Iterator[str]:
    """One sentence for each verdict and reason: 不认定3行：转载不计入（依据……）。"""
    for verdict in TOLD_VERDICTS:
        of_verdict = rows[rows["verdict"] == verdict]
        for (code, clause), group in of_verdict.groupby(["reason_code", "clause"], sort=False):
            words = reason_of(str(code), str(group["reason"].iloc[0]), known)
            yield f"{verdict}{len(group)}行：{words}{basis(str(clause), str(code), known)}{whose(str(code), known)}。"


def reason_of(code: str, reason: str, known: Known) -> str:
    """The reason common to rows: the rule with the office's decision, or the kind of reason."""
    if code == Reason.TO_MEND:
        return str(Reason.TO_MEND)
    return clean(ruled(code, known.assessment, known.decisions) or in_words(reason, known.names) or code)


def basis(clause: str, code: str, known: Known) -> str:
    """The clause in brief, unless it says nothing and the office decided."""
    decided = any(gap.path == f"admissibility.{code}.then" for gap in known.decisions)
    clauses = known.assessment.clauses
    if decided:
        return "（本单位决定）"
    return f"（依据{clause}，大意：{clean(clauses[clause].text).rstrip('。')}）" if clause in clauses else ""


def whose(code: str, known: Known) -> str:
    """Said of rows that wait for the office: the unit need do nothing."""
    waits = any(rule.id == code and rule.warn == "S02" for rule in known.assessment.admissibility)
    return "，由办公室认定，不需你单位补正" if waits else ""
