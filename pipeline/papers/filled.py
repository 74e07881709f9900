"""The office's papers of one period, read and put to what the units returned."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

import pandas as pd

from pipeline.facts import all_units
from pipeline.papers import evidence, register
from pipeline.papers.cells import Around
from pipeline.papers.ledgers import read_signed_for, read_upward
from pipeline.papers.read import RawPaper
from pipeline.papers.tasks import duties, read_tasks
from pipeline.period import Period
from pipeline.rules import Rules
from schemas.assessment import Assessment
from schemas.duties import QuotaStep
from schemas.papers import EvidenceChecks, PaperKind, SignedFor, Tasks, Upward, layouts
from schemas.records import Parsed
from schemas.vocabulary import Book

EVIDENCE_FACTS = frozenset({"has_evidence", "evidence_kinds"})


@dataclass(frozen=True)
class Filled:
    """The papers as typed tables; `present` are those that are there at all, be it without lines."""

    present: frozenset[PaperKind] = frozenset()
    tasks: pd.DataFrame = field(default_factory=Tasks.blank)
    register: pd.DataFrame = field(default_factory=Parsed.blank)
    upward: pd.DataFrame = field(default_factory=Upward.blank)
    signed_for: pd.DataFrame = field(default_factory=SignedFor.blank)
    evidence: pd.DataFrame = field(default_factory=EvidenceChecks.blank)
    scanned: int = 0
    """Lines of 收稿登记, counted in another way than they are read."""


@dataclass(frozen=True)
class Papers:
    """The papers put to the rows of the returns; `used` are the kinds the assessment has a use for."""

    filled: Filled = field(default_factory=Filled)
    register: register.Matched = field(default_factory=register.Matched)
    evidence: evidence.Matched = field(default_factory=lambda: evidence.Matched(EvidenceChecks.blank(), {}))
    used: frozenset[PaperKind] = frozenset()

    @property
    def tables(self) -> tuple[pd.DataFrame, ...]:
        """What was filled in, in the order of the audit."""
        own, put = self.filled, self.register
        return own.tasks, put.received, put.differences, own.upward, own.signed_for, self.evidence.checks

    def governs(self, kind: PaperKind) -> bool:
        """Whether the paper is there and the assessment has a use for it."""
        return kind in self.filled.present & self.used

    def books(self, units: pd.DataFrame) -> frozenset[tuple[str, str]]:
        """(unit, book) of the books that the office itself vouches for; the bureau's own is no unit's."""
        own = {("", Book.UPWARD.value)} if self.governs(PaperKind.UPWARD) else set()
        known = self.governs(PaperKind.REGISTER)
        return frozenset(own | ({(code, Book.SUBMISSION.value) for code in units["unit_code"]} if known else set()))


def read_filled(papers: tuple[RawPaper, ...], rules: Rules, units: pd.DataFrame, period: Period) -> Filled:
    """The typed tables of all papers; raises OfficeError naming every fault of a paper."""
    around = Around.of(units, period.start, period.end)
    of = {kind: [paper for paper in papers if paper.kind == kind] for kind in PaperKind}
    layout = layouts(rules.assessment.sheets())[PaperKind.REGISTER]
    return Filled(
        frozenset(paper.kind for paper in papers),
        read_tasks(of[PaperKind.TASKS], rules, around),
        register.read_register(of[PaperKind.REGISTER], layout, around, period),
        read_upward(of[PaperKind.UPWARD], around),
        read_signed_for(of[PaperKind.SIGNED_FOR], around),
        evidence.read_evidence(of[PaperKind.EVIDENCE], around),
        sum(paper.scanned for paper in of[PaperKind.REGISTER]),
    )


def in_use(rules: Rules) -> frozenset[PaperKind]:
    """The papers that the assessment has a use for."""
    plan = rules.assessment
    asked = {
        PaperKind.TASKS: any(one.free for one in duties(rules).values()),
        PaperKind.REGISTER: Book.SUBMISSION in plan.books(),
        PaperKind.UPWARD: any(isinstance(one, QuotaStep) and one.book == Book.UPWARD for one in plan.steps),
        PaperKind.SIGNED_FOR: any(one.paper for one in plan.statements),
        PaperKind.EVIDENCE: asks_for_evidence(plan),
    }
    return frozenset(kind for kind, holds in asked.items() if holds)


def asks_for_evidence(assessment: Assessment) -> bool:
    """Whether any rule looks at the proof of an adoption."""
    return bool(assessment.facts() & EVIDENCE_FACTS)


def match_register(
    filled: Filled, used: Set[PaperKind], parsed: pd.DataFrame, live: Set[str], units: pd.DataFrame, first_id: int
) -> register.Matched:
    """收稿登记 put to the claims in `live` files; nothing where the office keeps none or no rule asks for submissions."""
    if PaperKind.REGISTER not in filled.present & used:
        return register.Matched()
    return register.match(filled.register, parsed, live, lambda rows: all_units(rows, units), first_id)
