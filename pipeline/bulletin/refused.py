"""Rows not admitted, counted by verdict and reason: the figures, and the reasons in words. Facts only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.bulletin.decisions import ruled
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.items import NOT_ADMITTED
from pipeline.bulletin.words import Count, Quoted
from schemas.vocabulary import Reason, Standing, Verdict


@dataclass(frozen=True)
class Refused:
    """Rows of one verdict, and how many of them by reason code."""

    rows: Count
    reasons: Mapping[str, Count]


@dataclass(frozen=True)
class Why:
    """A reason in words, and how many rows it has."""

    text: Quoted
    rows: Count


@dataclass(frozen=True)
class Refusal:
    """What became of rows, and why."""

    verdict: str
    rows: Count
    reasons: tuple[Why, ...]

    @property
    def long(self) -> bool:
        """Whether a reason is itself parted by commas."""
        return any("，" in reason.text for reason in self.reasons)


def count_refused(figures: Figures) -> dict[Verdict, Refused]:
    """Verdict → rows not admitted; those of late units are told elsewhere, copies of a file concern nobody."""
    rows = figures.rows[~void_by_lateness(figures) & (figures.rows["reason_code"] != Reason.FILE_ASIDE)]
    found = {verdict: rows[rows["verdict"] == verdict] for verdict in NOT_ADMITTED}
    return {
        verdict: Refused(
            Count(len(these)), {str(code): Count(len(group)) for code, group in these.groupby("reason_code")}
        )
        for verdict, these in found.items()
        if len(these)
    }


def void_by_lateness(figures: Figures) -> pd.Series[bool]:
    """Which rows are void because their unit was late."""
    late = figures.units.loc[figures.units["standing"] == Standing.LATE, "unit_code"]
    return (figures.rows["verdict"] == Verdict.VOID) & figures.rows["unit_code"].isin(late)


def refusals(figures: Figures, counts: Mapping[Verdict, Refused]) -> tuple[Refusal, ...]:
    """Each verdict with its reasons in words; none where every row was admitted."""
    return tuple(
        Refusal(
            str(verdict),
            found.rows,
            tuple(Why(_reason(figures, code), rows) for code, rows in found.reasons.items()),
        )
        for verdict, found in counts.items()
    )


def _reason(figures: Figures, code: str) -> Quoted:
    """The reason common to some rows: the rule's words, or the kind of reason."""
    return Quoted(ruled(code, figures.assessment, figures.decisions) or code)
