"""Which findings a unit is told, which of them it must mend, and which the office settles itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from schemas.faults import FAULTS, NOT_TO_MEND
from schemas.vocabulary import Severity

TOLD_GROUPS = ("R", "C")
"""Findings of reading and of cells speak to the unit, all of them."""
TOLD = frozenset(
    {"A01", "A02", "A03", "A05", "A07", "A15", "S03", "S04", "S05", "S06", "S08", "S09", "S11"}
    | {"P01", "P02", "P03", "P04", "P05"}
)
"""Of receipts, of settled rows and of the office's papers these do; what is not named here stays in the office."""
BY_RULE, FALSE_PROOF = "S03", "P04"
OF_PROOF = frozenset({FALSE_PROOF, "P05"})
OFFICE_SETTLES = {
    "S01": "此人不在名录，由办公室核对名录；姓名写错的请改正",
    "S02": "此媒体不在名录，由办公室定级，不需补正；名称写错的请改正",
}
"""Told as a notice, in other words than the officer reads: the unit need not do anything."""


def told(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings (`records.Findings`) a unit may read, in the order they stand, in the words meant for it."""
    heard = findings["code"].str[0].isin(TOLD_GROUPS) | findings["code"].isin([*TOLD, *OFFICE_SETTLES])
    chosen = findings[heard & ~_typed_all_the_same(findings)]
    office = chosen["code"].isin(list(OFFICE_SETTLES))
    return chosen.assign(
        severity=chosen["severity"].mask(office, Severity.NOTICE.value),
        action=chosen["action"].mask(office, chosen["code"].map(OFFICE_SETTLES).fillna("")),
    ).reset_index(drop=True)


def _typed_all_the_same(findings: pd.DataFrame) -> pd.Series[bool]:
    """Findings that proof is not filled in, at cells that are filled in and where the office found the proof false."""
    place = ["path", "sheet", "cell", "row_id"]
    false = pd.MultiIndex.from_frame(findings.loc[findings["code"] == FALSE_PROOF, place])
    here = pd.Series(pd.MultiIndex.from_frame(findings[place]).isin(false), index=findings.index)
    return here & (findings["code"] == BY_RULE) & (findings["found"] == "")


def label(finding: Mapping[Any, Any]) -> str:
    """What `found` of a told finding is: what the unit typed, or what the office's check of its proof came to."""
    return "核验结果" if finding["code"] in OF_PROOF else "填写"


def shown(finding: Mapping[Any, Any]) -> str:
    """`found` of a told finding where what the unit typed is expected to stand."""
    found = str(finding["found"])
    return f"{label(finding)}：{found}" if finding["code"] in OF_PROOF else found


def asked(findings: pd.DataFrame) -> pd.Series[bool]:
    """Which of the told findings the unit must mend: errors and warnings that a new version can still put right."""
    weighty = findings["severity"].isin([Severity.ERROR, Severity.WARNING])
    return weighty & ~findings["code"].isin(list(NOT_TO_MEND))


def reason_words(reason: str) -> str:
    """A receipt's reason without the code it begins with."""
    code, _, words = reason.partition(" ")
    return words if code in FAULTS else reason
