"""Rows not admitted, counted by verdict and reason: the figures, and the sentence that states them. Facts only."""

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


def refusals(figures: Figures, counts: Mapping[Verdict, Refused]) -> str:
    """待认定3条（…），不认定2条（…）: each verdict with its reasons; blank where every row was admitted."""
    return "；".join(_verdict(figures, verdict, found) for verdict, found in counts.items())


def _verdict(figures: Figures, verdict: Verdict, found: Refused) -> str:
    reasons = [(_reason(figures, code), count) for code, count in found.reasons.items()]
    if len(reasons) == 1:
        return f"{verdict}{found.rows}条（{reasons[0][0]}）"
    between = "；" if any("，" in reason for reason, _ in reasons) else "、"
    said = between.join(f"{reason}的{count}条" for reason, count in reasons)
    return f"{verdict}{found.rows}条（{said}）"


def _reason(figures: Figures, code: str) -> str:
    """The reason common to some rows: the rule's words, or the kind of reason."""
    return f"{Quoted(ruled(code, figures.assessment, figures.decisions) or code)}"
