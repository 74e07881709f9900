"""Rulings as an officer signs them, and what came of them in a run."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.run import Outcome
from pipeline.workspace import Workspace
from schemas.records import Rulings

QUARTER = "2026Q3"


def ruling(**overrides: str) -> dict[str, str]:
    """A sound ruling on the usual line; give only what matters to the test."""
    return {
        **dict.fromkeys(Rulings.headers(), ""),
        "ruling_id": "认-1",
        "unit_code": "A01",
        "book": "采用明细",
        "title": "课后服务展新貌",
        "outlet": "安平日报",
        "published_on": "2026-08-05",
        "kind": "认定",
        "proposed_by": "甲",
        "checked_by": "乙",
        "approved_by": "丙",
        "grounds": "报样原件",
        "ruled_on": "2026-09-25",
        **overrides,
    }


def of_file(kind: str, file: str, **overrides: str) -> dict[str, str]:
    """A ruling on a whole file."""
    blank = dict.fromkeys(("unit_code", "book", "title", "outlet", "published_on"), "")
    return ruling(**{**blank, "kind": kind, "file": file, "grounds": "电话核实", **overrides})


def grade(outlet: str, **overrides: str) -> dict[str, str]:
    """A ruling that grades an outlet."""
    graded = {"tier": "市级", "outlet_kind": "报纸", "in_targets": "否", "in_cash": "是"}
    return of_file("媒体定级", "", outlet=outlet, **{**graded, **overrides})


def rule(workspace: Workspace, *rulings: dict[str, str], name: str = "认定单.csv", quarter: str = QUARTER) -> Path:
    """Put rulings into the period's folder as a CSV."""
    folder = workspace.rulings(quarter)
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(Rulings.headers().values()), *(list(one.values()) for one in rulings)])
    return folder / name


def came(outcome: Outcome) -> list[tuple[str, str]]:
    """Number and 效力 of every ruling."""
    return list(outcome.scored.rulings[["ruling_id", "effect"]].itertuples(index=False, name=None))


def note(outcome: Outcome) -> str:
    """Why the only ruling is not simply in force."""
    return str(outcome.scored.rulings["effect_note"].item())


def codes(outcome: Outcome, letter: str = "A2") -> list[str]:
    """The codes of the findings that begin so."""
    found = outcome.scored.findings["code"]
    return list(found[found.str.startswith(letter)])


def statuses(outcome: Outcome) -> dict[str, str]:
    """What became of each file."""
    receipts = outcome.scored.checked.receipts
    return dict(zip(receipts["path"], receipts["status"], strict=True))


def reason_of(outcome: Outcome, path: str) -> str:
    """Why a file has its status."""
    return str(outcome.scored.checked.receipts.set_index("path").loc[path, "reason"])


def verdicts(outcome: Outcome, path: str = "A01.xlsx") -> list[str]:
    """The verdicts of a file's lines."""
    rows = outcome.scored.rows
    return list(rows.loc[rows["path"] == path, "verdict"])


def earned(outcome: Outcome, unit: str = "A01", measure: str = "奖励金额") -> int:
    """What the ledger holds for a unit."""
    ledger = outcome.scored.ledger
    return int(ledger.loc[(ledger["unit_code"] == unit) & (ledger["measure"] == measure), "amount"].sum())
