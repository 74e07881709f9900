"""经办人回避: nobody proposes and approves the same, or proposes or approves for the own unit. Flagged, not refused."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from schemas.faults import finding_record
from schemas.returned import normal


def recusal_findings(
    rulings: pd.DataFrame, entries: pd.DataFrame, people: pd.DataFrame
) -> Iterator[dict[str, str | int]]:
    """One finding for each ruling or entry (`records.Rulings`, `records.Entries`) whose signers should have stood back."""
    homes = {
        (normal(name), person["unit_code"])
        for person in people.to_dict("records")
        for name in [person["name"], *person["aliases"].split("、")]
        if normal(name)
    }
    for called, number, signed in (("认定", "ruling_id", rulings), ("登记", "entry_id", entries)):
        for one in signed.to_dict("records"):
            if why := "；".join(_reasons(one["proposed_by"], one["approved_by"], one["unit_code"], homes)):
                found = f"{called} {one[number]}：{why}"
                yield finding_record("A20", "", found=found, unit_code=one["unit_code"])


def _reasons(proposer: str, approver: str, unit: str, homes: set[tuple[str, str]]) -> Iterator[str]:
    if normal(proposer) == normal(approver):
        yield f"提出人和批准人都是{proposer}"
    own = [name for name in dict.fromkeys((proposer, approver)) if (normal(name), unit) in homes]
    if own:
        yield f"{'、'.join(own)}是该单位的人员"
