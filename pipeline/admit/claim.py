"""What one arrival says it is, and what becomes of it, while admit makes up its mind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.cite import cited
from pipeline.suggest import asked
from schemas.faults import FAULTS, finding_record
from schemas.vocabulary import ReceiptStatus, TimeBasis

TAKEABLE = frozenset({"A01", "A02", "A07", "A08", "A09", "A15"})
"""Why a file is held that the office may take in all the same; of another period it never is."""
Word = Mapping[str, str]
"""A ruling on a file: its number, grounds, who approved it, and the unit it names."""


@dataclass(frozen=True)
class Words:
    """What the office ruled of files, by path: taken as on time though late, taken in though held, a correction refused."""

    late: Mapping[str, Word] = field(default_factory=dict)
    held: Mapping[str, Word] = field(default_factory=dict)
    refused: Mapping[str, Word] = field(default_factory=dict)


NO_WORDS = Words()


@dataclass
class Claim:
    """What one arrival says it is, and what becomes of it. Its fields up to `reason` are `records.Receipts`."""

    path: str
    sha256: str
    unit_code: str
    unit_name: str
    period: str
    return_type: str
    resend: int
    received_at: str
    time_basis: str
    sender: str = ""
    name: str = ""
    status: str = ""
    reason: str = ""
    findings: list[dict[str, str | int]] = field(default_factory=list)
    missing: bool = False
    doubted: bool = False
    """Its sender is not proved to be the unit."""
    said: frozenset[str] = frozenset()
    taken: Word | None = None
    excused: Word | None = None
    words: dict[str, str] = field(default_factory=dict)
    """Number → words of the rulings without which the file would be held or late."""
    again_at: str = ""
    """When the same bytes came once more, on time."""
    counted_beside: str = ""
    """The version on time beside which a correction that came late is held."""

    @property
    def time_known(self) -> bool:
        """Whether the time of arrival rests on more than the file's own time."""
        return self.time_basis != TimeBasis.FILE

    def settle(self, status: ReceiptStatus, reason: str) -> None:
        """Give the arrival its one status."""
        self.status, self.reason = status, reason

    def hold(self, code: str, found: str, maybe: Iterable[str] = ()) -> None:
        """Leave the arrival to the officer, with a finding that says why; not where the office ruled to take it in.

        `maybe` are names to ask about.
        """
        if self.taken and code in TAKEABLE:
            self.words[self.taken["ruling_id"]] = cited(self.taken)
            return
        action = asked(FAULTS[code].action, maybe)
        finding = finding_record(code, self.path, found=found, unit_code=self.unit_code, action=action)
        self.findings.append(finding)
        self.settle(ReceiptStatus.HELD, f"{code} {finding['action']}（{found}）")

    def tell(self, code: str, found: str) -> None:
        """Add a finding that decides nothing."""
        self.findings.append(finding_record(code, self.path, found=found, unit_code=self.unit_code))

    def doubt(self, code: str, found: str) -> None:
        """Leave the arrival to the officer because of who sent it."""
        self.hold(code, found)
        self.doubted = self.status == ReceiptStatus.HELD

    @property
    def age(self) -> tuple[int, str, str]:
        """Older versions sort first: by the resend number typed in the head, then by time, then by name."""
        return self.resend, max(self.received_at, self.again_at), self.path
