"""Who sent a mail: a sender that is not proved to be the unit leaves the file to the officer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.admit.claim import Claim
from pipeline.cells.parse import parse_list
from schemas.faults import finding_record
from schemas.office import Mailbox
from schemas.returned import normal
from schemas.vocabulary import Authentication


def check_senders(
    claims: list[Claim], records: list[dict[Any, Any]], units: pd.DataFrame, mailbox: Mailbox | None
) -> None:
    """Hold what a mail says is a unit's when its sender is another address or was not proved; such a file displaces none."""
    registered = {unit["unit_code"]: set(parse_list(unit["mail"])) for unit in units.to_dict("records")}
    for claim, record in zip(claims, records, strict=True):
        if claim.status or not claim.sender:
            continue
        marked = record["authentication"]
        if marked == Authentication.FAIL:
            claim.doubt("A09", f"{claim.sender}：验证失败")
        elif marked == Authentication.NONE and mailbox is not None and mailbox.unmarked == "hold":
            claim.doubt("A09", f"{claim.sender}：没有验证标记")
        elif not registered.get(claim.unit_code):
            unknown = finding_record("A12", claim.path, found=claim.sender, unit_code=claim.unit_code)
            claim.findings.append(unknown)
        elif normal(claim.sender) not in registered[claim.unit_code]:
            claim.doubt("A08", claim.sender)
