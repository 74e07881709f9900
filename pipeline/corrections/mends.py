"""mends: which corrections that came after the deadline count: those that change only what the unit was asked to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from pipeline.cite import cited
from pipeline.corrections.differences import Cell
from pipeline.period import DAY, IsWorkday, chinese_date
from schemas.faults import NOT_TO_MEND, finding_record
from schemas.records import Findings, Receipts
from schemas.vocabulary import ReceiptStatus, Severity

Receipt = dict[str, Any]
NOTHING: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Mended:
    """Receipts after corrections were looked at, what to tell, which still wait (path → counted path), which are refused."""

    receipts: pd.DataFrame
    findings: pd.DataFrame
    waiting: Mapping[str, str]
    refused: frozenset[str]


def mend_until(due: date, days: int, is_workday: IsWorkday) -> date:
    """The last day on which what was asked for may be mended: some working days after the due day."""
    day = due
    while days > 0:
        day += DAY
        days -= is_workday(day)
    return day


def asked_cells(findings: Iterable[pd.DataFrame]) -> frozenset[Cell]:
    """The cells (file, sheet, cell) at which the unit was asked to mend something."""
    told = pd.concat(list(findings))
    asked = told[told["severity"].isin([Severity.ERROR, Severity.WARNING]) & ~told["code"].isin(list(NOT_TO_MEND))]
    at_cells = asked[asked["cell"] != ""]
    return frozenset(zip(at_cells["path"], at_cells["sheet"], at_cells["cell"], strict=True))


def mended(
    receipts: pd.DataFrame, corrections: Mapping[str, str], differences: pd.DataFrame, until: date,
    ruled: Set[str] = frozenset(), refused: Mapping[str, Mapping[str, str]] = NOTHING,
) -> Mended:  # fmt: skip
    """Settle every correction: the newest that mends only what was asked counts, one that changes nothing is a copy.

    `corrections`: path → the version on time beside which it is held; `differences` is `records.Differences` of them.
    `ruled` are corrections that touch a row the office ruled on: they wait. `refused`: path → the ruling that refuses it.
    """
    lines = receipts.to_dict("records")
    known: dict[str, Receipt] = {one["path"]: {str(name): value for name, value in one.items()} for one in lines}
    waiting, found = dict[str, str](), list[dict[str, str | int]]()
    for counted in dict.fromkeys(corrections.values()):
        own = sorted(
            (path for path, beside in corrections.items() if beside == counted), key=lambda path: age(known[path])
        )
        said = {
            path: _said(known[path], counted, differences[differences["path"] == path], until, path in ruled)
            for path in own
        }
        said |= {path: _refused(refused[path], counted) for path in own if path in refused}
        newest = next((path for path in reversed(own) if said[path][0] == ReceiptStatus.COUNTED), counted)
        said |= _set_aside([counted, *own], newest, said)
        for path, (status, reason) in said.items():
            known[path] |= {"status": status, "reason": reason}
        waits = [path for path in own if said[path][0] == ReceiptStatus.HELD]
        waiting |= dict.fromkeys(waits, newest)
        found += [_told("A23", known[path]) for path in waits]
        found += [_told("A24", known[newest])] if newest != counted else []
    return Mended(
        Receipts.of(known.values()), Findings.of(found), waiting, frozenset(refused.keys() & corrections.keys())
    )


def age(receipt: Receipt) -> tuple[int, str, str]:
    """Older versions sort first."""
    return receipt["resend"], receipt["received_at"], receipt["path"]


def _said(
    receipt: Receipt, counted: str, changed: pd.DataFrame, until: date, ruled: bool
) -> tuple[ReceiptStatus, str]:  # fmt: skip
    """What becomes of one correction by itself."""
    number, more = len(changed), int((~changed["asked"]).sum())
    if not number:
        return ReceiptStatus.DUPLICATE, f"与 {counted} 填写的内容完全相同"
    if receipt["received_at"][:10] > until.isoformat():
        late = f"退补期限{chinese_date(until)}已过"
        return ReceiptStatus.HELD, f"{receipt['reason']}：{late}，与 {counted} 有{number}处不同"
    if more:
        return ReceiptStatus.HELD, f"{receipt['reason']}：与 {counted} 有{number}处不同，其中{more}处没有要求补正"
    if ruled:
        return ReceiptStatus.HELD, f"{receipt['reason']}：与 {counted} 有{number}处不同，改动了办公室已有认定的行"
    return (
        ReceiptStatus.COUNTED,
        f"退补更正：{receipt['received_at']} 收到，只改动了要求补正的{number}处，代替 {counted}",
    )


def _refused(ruling: Mapping[str, str], counted: str) -> tuple[ReceiptStatus, str]:
    return ReceiptStatus.SUPERSEDED, f"不受理更正，以 {counted} 为准；{cited(ruling)}"


def _set_aside(
    in_order: list[str], newest: str, said: Mapping[str, tuple[ReceiptStatus, str]]
) -> dict[str, tuple[ReceiptStatus, str]]:
    """The versions before the one that counts, but for copies and those refused."""
    older = in_order[: in_order.index(newest)]
    settled = (ReceiptStatus.DUPLICATE, ReceiptStatus.SUPERSEDED)
    aside = [path for path in older if path not in said or said[path][0] not in settled]
    return dict.fromkeys(aside, (ReceiptStatus.SUPERSEDED, f"以后件 {newest} 为准"))


def _told(code: str, receipt: Receipt) -> dict[str, str | int]:
    return finding_record(code, receipt["path"], found=receipt["reason"], unit_code=receipt["unit_code"])
