"""Which version of a unit's return counts: the newest on time, by the resend number, then by the time of arrival."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.admit.claim import Claim
from pipeline.cite import cited
from pipeline.period import Period
from schemas.faults import finding_record
from schemas.vocabulary import ReceiptStatus, TimeBasis


@dataclass(frozen=True)
class Beside:
    """What else is known of a unit's files: whether one of them is held that came on time, and which lack a whole sheet."""

    held_on_time: bool = False
    lacking: Mapping[str, str] = field(default_factory=dict)
    """Path → what the file lacks that another version of the unit has filled."""


NOTHING_BESIDE = Beside()


def is_late(claim: Claim, period: Period) -> bool:
    """Late by the calendar; a time known only from the file never makes a return late."""
    return claim.time_basis != TimeBasis.FILE and datetime.fromisoformat(claim.received_at) >= period.late_from


def _counts_as_late(claim: Claim, period: Period) -> bool:
    """Late, and not ruled to be taken as on time."""
    late = is_late(claim, period)
    if late and claim.excused:
        claim.words[claim.excused["ruling_id"]] = cited(claim.excused)
    return late and not claim.excused


def choose_version(claims: list[Claim], period: Period, beside: Beside = NOTHING_BESIDE) -> None:
    """The newest on-time version counts; without one the newest late version stands, as late.

    What is not known to be on time, or lacks a whole sheet, waits beside a version of which neither is true.
    """
    in_order = [(_counts_as_late(claim, period), claim) for claim in sorted(claims, key=lambda claim: claim.age)]
    on_time = [claim for late_one, claim in in_order if not late_one]
    late = [claim for late_one, claim in in_order if late_one]
    if on_time:
        _choose_on_time(on_time, late, period, beside)
    elif late:
        _choose_late(late, period, beside)


def _choose_on_time(on_time: list[Claim], late: list[Claim], period: Period, beside: Beside) -> None:
    whole = [claim for claim in on_time if claim.path not in beside.lacking] or on_time
    kept = _surest(whole, period)[-1]
    _keep(kept, period, late=False)
    for claim in on_time:
        if claim is not kept and claim.age < kept.age:
            _supersede(claim, kept)
        elif claim is not kept:
            _wait(claim, kept, _why_not(claim, beside))
    for correction in late:
        _wait(correction, kept, f"截止后的更正，待认定（{correction.received_at} 收到，截止 {period.deadline}）")


def _choose_late(late: list[Claim], period: Period, beside: Beside) -> None:
    kept = late[-1]
    if beside.held_on_time:
        reason = f"{kept.received_at} 收到，晚于截止；另有按时收到的来件待核实，核实前不作逾期"
        kept.settle(ReceiptStatus.HELD, reason)
    else:
        _keep(kept, period, late=True)
    for older in late[:-1]:
        _supersede(older, kept)


def _surest(claims: list[Claim], period: Period) -> list[Claim]:
    """Those known to be on time; else those whose file at least is older than the deadline; else all."""
    known = [claim for claim in claims if claim.time_known or claim.excused]
    for claim in known:
        if claim.excused and not claim.time_known:
            claim.words[claim.excused["ruling_id"]] = cited(claim.excused)
    before = [claim for claim in claims if datetime.fromisoformat(claim.received_at) < period.late_from]
    return known or before or claims


def _why_not(claim: Claim, beside: Beside) -> str:
    if claim.path in beside.lacking:
        return f"这一份没有{beside.lacking[claim.path]}，前一份填有，请核实以哪一份为准"
    return f"收到时间只知文件时间（{claim.received_at}），不能断定在截止之前，请登记真实收到时间，或认定是否受理"


def _supersede(claim: Claim, kept: Claim) -> None:
    """Set an older version aside; one that came later and calls itself older is told."""
    claim.settle(ReceiptStatus.SUPERSEDED, f"以后件 {kept.path} 为准")
    if claim.time_known and claim.received_at > kept.received_at:
        found = f"重报次数{claim.resend}，{claim.received_at} 收到；计入的 {kept.path} 重报次数{kept.resend}"
        claim.tell("A14", found)


def _wait(correction: Claim, kept: Claim, reason: str) -> None:
    """A version waits beside the one that counts; one that calls itself older never displaces it."""
    if correction.resend < kept.resend:
        said = f"重报次数{correction.resend}少于计入的 {kept.path}（{kept.resend}），以计入的为准"
        correction.settle(ReceiptStatus.SUPERSEDED, said)
        return
    correction.counted_beside = kept.path
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


def mark_duplicates(claims: list[Claim], period: Period) -> None:
    """The same bytes count once, as of when they first came as far as that is known; one from a proved sender is kept.

    A registered file that was since renamed or moved lives on under its new name. Bytes sent again on time after another
    version are the newer version.
    """
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=_soundness):
        if claim.status == ReceiptStatus.OTHER:
            continue
        kept = first.setdefault(claim.sha256, claim)
        if kept is claim:
            continue
        if not claim.doubted:  # what a doubtful sender did is told, and proves no time
            _learn_times(kept, claim, period)
            claim.findings.clear()
        claim.settle(ReceiptStatus.DUPLICATE, f"与 {kept.path} 内容完全相同")


def _learn_times(kept: Claim, copy: Claim, period: Period) -> None:
    if copy.time_known and not is_late(copy, period):
        kept.again_at = max(kept.again_at, copy.received_at)
    if (not copy.time_known, copy.received_at) < (not kept.time_known, kept.received_at):
        kept.received_at, kept.time_basis = copy.received_at, copy.time_basis


def _soundness(claim: Claim) -> tuple[bool, bool, bool, str, str]:
    """Of copies of one file, that which sorts first is kept."""
    return claim.missing, claim.doubted, not claim.time_known, claim.received_at, claim.path
