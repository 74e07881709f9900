"""admit: arrivals × roster × calendar → receipts: whose each file is, on time or late, and which version counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.claim import NO_WORDS, Claim, Words
from pipeline.parse import parse_list
from pipeline.period import Period
from pipeline.versions import choose_version
from schemas.faults import FAULTS, finding_record
from schemas.office import Mailbox
from schemas.records import Findings, Receipts
from schemas.returned import normal
from schemas.template import VERSIONS
from schemas.vocabulary import ArrivalKind, Authentication, Book, ReceiptStatus, ReturnType, TimeBasis

RESEND = re.compile(r"(?<![\d.])\d{1,2}(?![\d.])")
"""2, 第2次; never a number so long that it is a mistake."""
MISSING = "文件夹内没有此文件，或内容与登记时不同；新来的一份请另取文件名放入"


OTHER_KINDS: dict[str, str] = {
    ArrivalKind.CONTAINER: "邮件或压缩包，其中的文件已分别登记",
    ArrivalKind.ENCLOSED: "附带的文件，不是统计表",
}
NO_RETURN: dict[str, str] = {ArrivalKind.EMPTY: "A11", ArrivalKind.SEALED: "A10"}
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
    words: Words = NO_WORDS,
) -> Admission:
    """Give every arrival one status. The file name never says whose a file is; the cells do.

    `mailbox` says what to make of mails whose sender the office's server has not checked; without it they are taken.
    `words` are the office's rulings on files.
    """
    known = arrivals.merge(heads, on="path", how="left", validate="one_to_one", indicator="seen")
    names = unit_names(units)
    records = known.astype("str").where(known.notna(), "").to_dict("records")
    claims = [_claim({str(key): value for key, value in record.items()}, names, period, words) for record in records]
    _check_senders(claims, records, units, mailbox)
    _mark_duplicates(claims)
    for unit in sorted({claim.unit_code for claim in claims if claim.unit_code}):
        choose_version([claim for claim in claims if claim.unit_code == unit and not claim.status], period)
    receipts = Receipts.of(vars(claim) for claim in sorted(claims, key=lambda claim: claim.path))
    findings = [finding for claim in claims for finding in claim.findings]
    said = frozenset(unit for claim in claims for unit in claim.said)
    corrections = {claim.path: claim.counted_beside for claim in claims if claim.counted_beside}
    resting = {claim.path: tuple(claim.words) for claim in claims if claim.words}
    told = Findings.of([*findings, *_nil_with_rows(receipts, rows)])
    return Admission(receipts, told, said, corrections, resting)


def unit_names(units: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Normal form of every code, name and alias → (code, name); a spelling shared by two units is left out."""
    spellings: dict[str, set[tuple[str, str]]] = {}
    for unit in units.to_dict("records"):
        for spelling in [unit["unit_code"], unit["name"], *unit["aliases"].split("、")]:
            if normal(spelling):
                spellings.setdefault(normal(spelling), set()).add((unit["unit_code"], unit["name"]))
    return {spelling: next(iter(found)) for spelling, found in spellings.items() if len(found) == 1}


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
        claim.hold(NO_RETURN[record["kind"]], record["name"])
    elif record["seen"] == "left_only":
        claim.hold("A06", MISSING)
        claim.missing = True
    elif record["fault_code"]:
        claim.settle(ReceiptStatus.QUARANTINED, f"{FAULTS[record['fault_code']].action}（{record['fault']}）")
    else:
        _identify(claim, record, names, period)
        _identify_as_ruled(claim, record, names, period)
    return claim


def _identify_as_ruled(
    claim: Claim, record: dict[str, str], names: dict[str, tuple[str, str]], period: Period
) -> None:  # fmt: skip
    """Where the cells do not say whose a file is and the office ruled it: all else must still be in order."""
    if claim.taken and claim.words and not claim.unit_code:
        unit, claim.said = claim.taken["unit_code"], frozenset()
        _identify(claim, {**record, "meta_unit": unit, "head_unit": unit, "head_unit_name": ""}, names, period)


def _identify(claim: Claim, record: dict[str, str], names: dict[str, tuple[str, str]], period: Period) -> None:
    """Set the unit when the hidden sheet and the head agree on one; hold the file otherwise."""
    spelled = (record["meta_unit"], record["head_unit"], record["head_unit_name"])
    said = {names[normal(text)] for text in spelled if normal(text) in names}
    if len(said) != 1 or (record["head_unit_name"] and normal(record["head_unit_name"]) not in names):
        found = f"模板：{record['meta_unit'] or '空'}；表头：{record['head_unit']} {record['head_unit_name']}"
        claim.said = frozenset(code for code, _ in said)
        claim.hold("A02" if len(said) > 1 else "A01", found)
        return
    claim.unit_code, claim.unit_name = said.pop()
    if record["meta_period"] != period.id:
        claim.hold("A03", record["meta_period"] or "没有考核期")
    elif record["template_version"] not in VERSIONS:
        claim.hold("A07", record["template_version"] or "没有版本号")


def _check_senders(
    claims: list[Claim], records: list[dict[Any, Any]], units: pd.DataFrame, mailbox: Mailbox | None
) -> None:
    """Hold what a mail says is a unit's when its sender is another address or was not proved; such a file displaces none."""
    registered = {unit["unit_code"]: set(parse_list(unit["mail"])) for unit in units.to_dict("records")}
    for claim, record in zip(claims, records, strict=True):
        if claim.status or not claim.sender:
            continue
        marked = record["authentication"]
        if marked == Authentication.FAIL:
            claim.hold("A09", f"{claim.sender}：验证失败")
        elif marked == Authentication.NONE and mailbox is not None and mailbox.unmarked == "hold":
            claim.hold("A09", f"{claim.sender}：没有验证标记")
        elif not registered.get(claim.unit_code):
            unknown = finding_record("A12", claim.path, found=claim.sender, unit_code=claim.unit_code)
            claim.findings.append(unknown)
        elif normal(claim.sender) not in registered[claim.unit_code]:
            claim.hold("A08", claim.sender)


def _return_type(text: str) -> str:
    return next((kind for kind in ReturnType if normal(text).startswith(normal(kind))), ReturnType.NORMAL)


def _mark_duplicates(claims: list[Claim]) -> None:
    """The same bytes count once: the first to arrive keeps its standing.

    A registered file that was since renamed or moved lives on under its new name, with the time it first arrived.
    """
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.missing, not claim.time_known, claim.received_at, claim.path)):
        kept = first.setdefault(claim.sha256, claim)
        if kept is claim:
            continue
        if claim.missing and claim.time_known >= kept.time_known and claim.received_at < kept.received_at:
            kept.received_at, kept.time_basis = claim.received_at, claim.time_basis
        claim.findings.clear()
        claim.settle(ReceiptStatus.DUPLICATE, f"与 {kept.path} 内容完全相同")


def _nil_with_rows(receipts: pd.DataFrame, rows: pd.DataFrame) -> list[dict[str, str | int]]:
    """A nil declaration that nevertheless lists adoptions; what a unit only sent in does not contradict it."""
    filled = rows[(rows["filler"] == "") & (rows["book"] == Book.ADOPTION)].groupby("path").size()
    nil = receipts[(receipts["return_type"] == ReturnType.NIL) & (receipts["status"] == ReceiptStatus.COUNTED)]
    return [
        finding_record("A05", record["path"], found=f"{filled[record['path']]}行", unit_code=record["unit_code"])
        for record in nil.to_dict("records")
        if record["path"] in filled.index
    ]


def possible_units(receipts: pd.DataFrame, units: pd.DataFrame, unregistered: Iterable[str] = ()) -> frozenset[str]:
    """Units that files without a known owner, or not registered, may belong to, by their names.

    A name never makes a file count; but a unit whose broken file lies here must not be published as 未报表.
    """
    ownerless = [*receipts.loc[receipts["unit_code"] == "", "path"], *unregistered]
    names = unit_names(units)
    return frozenset(code for path in ownerless for spelling, (code, _) in names.items() if spelling in normal(path))
