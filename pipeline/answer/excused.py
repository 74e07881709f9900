"""Files that came after the deadline and count all the same: by which ruling, or because they only mended what was asked."""

from __future__ import annotations

from typing import Any

from pipeline import rulings
from pipeline.answer.known import Known

ONLY_MENDS = "A24"
"""The finding of a correction that came after the deadline and changed only what was asked for."""


def why_counted(file: dict[str, Any], known: Known) -> str:
    """Why a file (a line of `records.Receipts`) that came too late counts, in words; blank for any other."""
    checked = known.checked
    ruling = rulings.file_words(checked.rulings, checked.arrivals).late.get(file["path"])
    if ruling and ruling["ruling_id"] in checked.rested_on:
        return f"办公室受理迟报（认定 {ruling['ruling_id']}）"
    findings = known.findings
    if (findings["path"].eq(file["path"]) & findings["code"].eq(ONLY_MENDS)).any():
        return "截止后的更正，只改动了要求补正的各格"
    return ""
