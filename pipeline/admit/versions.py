"""Which version of a unit's return counts: the newest on time, by the resend number, then by the time of arrival."""

from __future__ import annotations

from datetime import datetime

from pipeline.admit.claim import Claim
from pipeline.cite import cited
from pipeline.period import Period
from schemas.faults import finding_record
from schemas.vocabulary import ReceiptStatus, TimeBasis


def is_late(claim: Claim, period: Period) -> bool:
    """Late by the calendar; a time known only from the file never makes a return late."""
    return claim.time_basis != TimeBasis.FILE and datetime.fromisoformat(claim.received_at) >= period.late_from


def _counts_as_late(claim: Claim, period: Period) -> bool:
    """Late, and not ruled to be taken as on time."""
    late = is_late(claim, period)
    if late and claim.excused:
        claim.words[claim.excused["ruling_id"]] = cited(claim.excused)
    return late and not claim.excused


def choose_version(claims: list[Claim], period: Period) -> None:
    """The newest on-time version counts; without one the newest late version stands, as late."""
    in_order = [(_counts_as_late(claim, period), claim) for claim in sorted(claims, key=lambda claim: claim.age)]
    on_time = [claim for late_one, claim in in_order if not late_one]
    late = [claim for late_one, claim in in_order if late_one]
    for kept in (on_time or late)[-1:]:
        _keep(kept, period, late=not on_time)
        for older in (on_time or late)[:-1]:
            older.settle(ReceiptStatus.SUPERSEDED, f"以后件 {kept.path} 为准")
        for correction in late if on_time else []:
            _wait(correction, kept, period)


def _wait(correction: Claim, kept: Claim, period: Period) -> None:
    """A correction after the deadline waits beside the version on time; one that calls itself older never displaces it."""
    if correction.resend < kept.resend:
        reason = f"重报次数{correction.resend}少于计入的 {kept.path}（{kept.resend}），以计入的为准"
        correction.settle(ReceiptStatus.SUPERSEDED, reason)
        return
    correction.counted_beside = kept.path
    reason = f"截止后的更正，待认定（{correction.received_at} 收到，截止 {period.deadline}）"
    correction.settle(ReceiptStatus.HELD, reason)


def _keep(claim: Claim, period: Period, *, late: bool) -> None:
    if late:
        status, reason = ReceiptStatus.LATE, f"{claim.received_at} 收到，截止 {period.deadline}"
    elif claim.time_basis == TimeBasis.FILE:
        status, reason = ReceiptStatus.COUNTED, "收到时间只知文件时间，待经办人登记，不据此判逾期"
        found = claim.received_at
        claim.findings.append(finding_record("A04", claim.path, found=found, unit_code=claim.unit_code))
    elif is_late(claim, period):
        status, reason = ReceiptStatus.COUNTED, f"{claim.received_at} 收到，截止 {period.deadline}，受理迟报"
    else:
        status, reason = ReceiptStatus.COUNTED, "截止前最后一份"
    claim.settle(status, "；".join([reason, *claim.words.values()]))


def mark_duplicates(claims: list[Claim]) -> None:
    """The same bytes count once: the first to arrive keeps its standing, one from a proved sender before any other.

    A registered file that was since renamed or moved lives on under its new name, with the time it first arrived.
    """
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=_soundness):
        if claim.status == ReceiptStatus.OTHER:
            continue
        kept = first.setdefault(claim.sha256, claim)
        if kept is claim:
            continue
        if claim.missing and claim.time_known >= kept.time_known and claim.received_at < kept.received_at:
            kept.received_at, kept.time_basis = claim.received_at, claim.time_basis
        claim.findings.clear()
        claim.settle(ReceiptStatus.DUPLICATE, f"与 {kept.path} 内容完全相同")


def _soundness(claim: Claim) -> tuple[bool, bool, bool, str, str]:
    """Of copies of one file, that which sorts first is kept."""
    return claim.missing, claim.doubted, not claim.time_known, claim.received_at, claim.path
