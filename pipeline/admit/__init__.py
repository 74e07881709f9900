"""admit: arrivals × roster × calendar → receipts: whose each file is, on time or late, and which version counts."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from pipeline.admit.claim import NO_WORDS, Claim, Words
from pipeline.admit.identity import identify, unit_names
from pipeline.admit.senders import check_senders
from pipeline.admit.versions import Beside, choose_version, is_late, mark_duplicates
from pipeline.period import Period
from schemas.faults import FAULTS, finding_record
from schemas.office import Mailbox
from schemas.records import Findings, Receipts
from schemas.returned import normal
from schemas.vocabulary import ArrivalKind, Book, ReceiptStatus, ReturnType, TimeBasis

RESEND = re.compile(r"(?<![\d.])\d{1,2}(?![\d.])")
"""2, 第2次; never a number so long that it is a mistake."""
MISSING = "文件夹内没有此文件，或内容与登记时不同；新来的一份请另取文件名放入"


OTHER_KINDS: dict[str, str] = {
    ArrivalKind.CONTAINER: "邮件或压缩包，其中的文件已分别登记",
    ArrivalKind.ENCLOSED: "附带的文件，不是统计表",
}
NO_RETURN: dict[str, str] = {ArrivalKind.EMPTY: "A11", ArrivalKind.SEALED: "A10", ArrivalKind.LOCKED: "A13"}
"""Kind of arrival → the finding that leaves it to the officer."""


@dataclass(frozen=True)
class Admission:
    """The tables of the admit stage."""

    receipts: pd.DataFrame
    findings: pd.DataFrame
    said: frozenset[str]
    """Units that a held file names, though it does not name one alone."""
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Files that came after the deadline, held beside the version on time → that version."""
    resting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files that would be late or held but for rulings → the numbers of these."""


def admit(
    arrivals: pd.DataFrame,
    heads: pd.DataFrame,
    rows: pd.DataFrame,
    units: pd.DataFrame,
    period: Period,
    mailbox: Mailbox | None = None,
    gone: Container[str] = frozenset(),
    elsewhere: Mapping[str, Container[str]] = MappingProxyType({}),
    words: Words = NO_WORDS,
    books: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Admission:
    """Give every arrival one status. The file name never says whose a file is; the cells do.

    `mailbox` says what to make of mails whose sender the office's server has not checked; without it they are taken.
    `words` are the office's rulings on files, `gone` paths whose file is not there as registered, `elsewhere` the hashes that
    other periods' registers hold, `books` the sheets each file has.
    """
    known = arrivals.merge(heads, on="path", how="left", validate="one_to_one", indicator="seen")
    names = unit_names(units)
    records = known.astype("str").where(known.notna(), "").to_dict("records")
    claims = [_claim({str(key): value for key, value in record.items()}, names, period, words) for record in records]
    _miss_originals(claims, gone)
    _leave_to_other_periods(claims, period, elsewhere)
    check_senders(claims, records, units, mailbox)
    _hold_blank(claims, records, rows)
    mark_duplicates(claims, period)
    for unit in sorted({claim.unit_code for claim in claims if claim.unit_code}):
        own = [claim for claim in claims if claim.unit_code == unit]
        versions = [claim for claim in own if not claim.status]
        lacking = _lacking([claim.path for claim in versions], rows, books)
        choose_version(versions, period, Beside(any(_held_on_time(claim, period) for claim in own), lacking))
    receipts = Receipts.of(vars(claim) for claim in sorted(claims, key=lambda claim: claim.path))
    findings = [finding for claim in claims for finding in claim.findings]
    said = frozenset(unit for claim in claims for unit in claim.said)
    corrections = {claim.path: claim.counted_beside for claim in claims if claim.counted_beside}
    resting = {claim.path: tuple(claim.words) for claim in claims if claim.words}
    told = Findings.of([*findings, *_nil_with_rows(receipts, rows)])
    return Admission(receipts, told, said, corrections, resting)


def _claim(record: dict[str, str], names: dict[str, tuple[str, str]], period: Period, words: Words) -> Claim:
    """Whose the file says it is, and a status already where that alone decides it."""
    claim = Claim(
        path=record["path"],
        sha256=record["sha256"],
        unit_code="",
        unit_name="",
        period=record["meta_period"],
        return_type=_return_type(record["return_type"]),
        resend=int(match[0]) if (match := RESEND.search(normal(record["resend"]))) else 0,
        received_at=record["officer_time"] or record["received_at"],
        time_basis=TimeBasis.OFFICER if record["officer_time"] else record["time_basis"],
        sender=record["sender"],
        name=record["name"],
        taken=words.held.get(record["path"]),
        excused=words.late.get(record["path"]),
    )
    if record["kind"] in OTHER_KINDS:
        claim.settle(ReceiptStatus.OTHER, OTHER_KINDS[record["kind"]])
    elif record["kind"] in NO_RETURN:
        told = [text for text in (record["name"], record["sender"], record["note"]) if text]
        claim.hold(NO_RETURN[record["kind"]], "，".join(told))
    elif record["seen"] == "left_only":
        claim.hold("A06", MISSING)
        claim.missing = True
    elif record["fault_code"]:
        claim.settle(ReceiptStatus.QUARANTINED, f"{FAULTS[record['fault_code']].action}（{record['fault']}）")
    else:
        identify(claim, record, names, period)
        _identify_as_ruled(claim, record, names, period)
    return claim


def _identify_as_ruled(
    claim: Claim, record: dict[str, str], names: dict[str, tuple[str, str]], period: Period
) -> None:  # fmt: skip
    """Where the cells do not say whose a file is and the office ruled it: all else must still be in order."""
    if claim.taken and claim.words and not claim.unit_code:
        unit, claim.said = claim.taken["unit_code"], frozenset()
        identify(claim, {**record, "meta_unit": unit, "head_unit": unit, "head_unit_name": ""}, names, period)


def _miss_originals(claims: list[Claim], gone: Container[str]) -> None:
    """A mail or an enclosed file is evidence as well: where it is gone or altered, the officer is told."""
    for claim in claims:
        if claim.path in gone and not claim.missing:
            claim.findings.clear()
            claim.hold("A06", MISSING)
            claim.missing = True


def _leave_to_other_periods(claims: list[Claim], period: Period, elsewhere: Mapping[str, Container[str]]) -> None:
    """A return of another period that its own register holds (a mail may be taken for two periods) needs nobody here."""
    for claim in claims:
        waits = claim.status == ReceiptStatus.HELD and claim.unit_code and claim.period != period.id
        if waits and claim.sha256 in elsewhere.get(claim.period, ()):
            claim.findings.clear()
            claim.settle(ReceiptStatus.DUPLICATE, f"{claim.period} 的上报表，已在该期登记")


def _return_type(text: str) -> str:
    return next((kind for kind in ReturnType if normal(text).startswith(normal(kind))), ReturnType.NORMAL)


def _hold_blank(claims: list[Claim], records: list[dict[Any, Any]], rows: pd.DataFrame) -> None:
    """A form that was sent back untouched says nothing, not even that there is nothing to report."""
    filled = set(rows.loc[rows["filler"] == "", "path"])
    for claim, record in zip(claims, records, strict=True):
        if not claim.status and claim.path not in filled and not normal(record["return_type"]):
            claim.hold("A15", "填报类型、填报行都是空的")


def _held_on_time(claim: Claim, period: Period) -> bool:
    """Whether the office has still to say of a file that came on time whether it is the unit's return of this period."""
    return (
        claim.status == ReceiptStatus.HELD
        and not claim.missing
        and claim.period == period.id
        and not is_late(claim, period)
    )


def _lacking(paths: list[str], rows: pd.DataFrame, books: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Path → the book it has no sheet of, though another version of the unit has filled it."""
    filled = rows[rows["path"].isin(paths) & (rows["filler"] == "")]
    wanted = sorted(set(filled["book"]))
    return {path: book for path in paths if path in books for book in wanted if book not in books[path]}


def _nil_with_rows(receipts: pd.DataFrame, rows: pd.DataFrame) -> list[dict[str, str | int]]:
    """A nil declaration that nevertheless lists adoptions; what a unit only sent in does not contradict it."""
    filled = rows[(rows["filler"] == "") & (rows["book"] == Book.ADOPTION)].groupby("path").size()
    nil = receipts[(receipts["return_type"] == ReturnType.NIL) & (receipts["status"] == ReceiptStatus.COUNTED)]
    return [
        finding_record("A05", record["path"], found=f"{filled[record['path']]}行", unit_code=record["unit_code"])
        for record in nil.to_dict("records")
        if record["path"] in filled.index
    ]
