"""What the office's own papers say: how much of it is verified, and what was done about paper. Facts only."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.words import Count
from pipeline.papers.filled import asks_for_evidence
from schemas.assessment import Statement
from schemas.papers import Difference, EvidenceResult, PaperKind
from schemas.vocabulary import Book, Verdict


@dataclass(frozen=True)
class PaperCounts:
    """How many rows, lines and units the office's papers speak of."""

    proved: Count
    """Accepted adoptions that name their proof."""
    unproved: Count
    """Of these, those whose proof nobody held against them."""
    blank: Count
    """Accepted adoptions that name no proof, where the assessment looks at it."""
    not_received: Count
    not_claimed: Count
    signed_for: Count
    not_signed_for: Count


def count_papers(figures: Figures) -> PaperCounts:
    """Count what the sentences state."""
    papers, proved = figures.papers, _proved(figures)
    agreed = [row for row, result in papers.evidence.results.items() if result == EvidenceResult.AGREES]
    differences = papers.register.differences["difference"]
    return PaperCounts(
        proved=Count(len(proved)),
        unproved=Count((~proved["row_key"].isin(agreed)).sum()),
        blank=Count(_accepted(figures)["has_evidence"].eq(False).sum()),
        not_received=Count((differences == Difference.NOT_RECEIVED).sum()),
        not_claimed=Count((differences == Difference.NOT_CLAIMED).sum()),
        signed_for=Count(len(figures.units) - len(unsigned(figures))),
        not_signed_for=Count(len(unsigned(figures))),
    )


def _proved(figures: Figures) -> pd.DataFrame:
    accepted = _accepted(figures)
    return accepted[accepted["has_evidence"]]


def _accepted(figures: Figures) -> pd.DataFrame:
    """Accepted adoptions whose proof the assessment looks at; none where it looks at no proof."""
    settled = figures.settled
    if not asks_for_evidence(figures.assessment):
        return settled.iloc[:0]
    return settled[(settled["verdict"] == Verdict.ACCEPTED) & (settled["book"] == Book.ADOPTION)]


def unsigned(figures: Figures) -> list[str]:
    """The names of units, in the order of the roster, that the 签收单 has no receipt of."""
    signed = figures.units["unit_code"].isin(figures.papers.filled.signed_for["unit_code"])
    return list(figures.units.loc[~signed, "name"])


def handling(statement: Statement, figures: Figures) -> str:
    """What was done about a clause without figures: where it asks for paper, by the 签收单 if there is one."""
    if statement.paper and figures.papers.governs(PaperKind.SIGNED_FOR):
        return "纸质材料已按签收单核对。"
    return statement.handling
