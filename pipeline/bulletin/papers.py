"""What the bulletin says of the office's own papers: what they govern, and what nobody has verified. Facts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.words import Count, named
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
    not_received: Count
    not_claimed: Count
    signed_for: Count
    not_signed_for: Count


def count_papers(figures: Figures) -> PaperCounts:
    """Count what the sentences below state."""
    papers, proved = figures.papers, _proved(figures)
    agreed = [row for row, result in papers.evidence.results.items() if result == EvidenceResult.AGREES]
    differences = papers.register.differences["difference"]
    return PaperCounts(
        proved=Count(len(proved)),
        unproved=Count((~proved["row_key"].isin(agreed)).sum()),
        not_received=Count((differences == Difference.NOT_RECEIVED).sum()),
        not_claimed=Count((differences == Difference.NOT_CLAIMED).sum()),
        signed_for=Count(len(figures.units) - len(_unsigned(figures))),
        not_signed_for=Count(len(_unsigned(figures))),
    )


def _proved(figures: Figures) -> pd.DataFrame:
    """Accepted adoptions whose proof the assessment looks at; none where it looks at no proof."""
    settled = figures.settled
    if not asks_for_evidence(figures.assessment):
        return settled.iloc[:0]
    return settled[
        (settled["verdict"] == Verdict.ACCEPTED) & (settled["book"] == Book.ADOPTION) & settled["has_evidence"]
    ]


def _unsigned(figures: Figures) -> list[str]:
    """Units, in the order of the roster, that the 签收单 has no receipt of."""
    signed = figures.units["unit_code"].isin(figures.papers.filled.signed_for["unit_code"])
    return list(figures.units.loc[~signed, "name"])


def governed(figures: Figures, counts: PaperCounts) -> Iterator[str]:
    """统计口径: what goes by the office's own papers, and whose proof is not verified."""
    if figures.papers.governs(PaperKind.TASKS):
        yield "各单位任务以本期任务表为准，任务表没有列入的，仍按《办法》或者本单位的决定。"
    if figures.papers.governs(PaperKind.REGISTER):
        yield "报送条数以办公室收稿登记为准。" + "".join(_differing(counts))
    if counts.unproved:
        yield f"认定的采用信息中，{counts.unproved}条所填的证明材料未核验。"
    elif counts.proved:
        yield "认定的采用信息所填的证明材料都已核验相符。"


def _differing(counts: PaperCounts) -> Iterator[str]:
    said = [
        f"单位填报而收稿登记没有的{counts.not_received}条，暂不计入" if counts.not_received else "",
        f"收稿登记有而单位没有填报的{counts.not_claimed}条，按登记计入" if counts.not_claimed else "",
    ]
    if any(said):
        yield f"{'；'.join(filter(None, said))}。"


def handling(statement: Statement, figures: Figures) -> str:
    """What was done about a clause without figures: where it asks for paper, by the 签收单 if there is one."""
    if statement.paper and figures.papers.governs(PaperKind.SIGNED_FOR):
        return "纸质材料已按签收单核对。"
    return statement.handling


def unsigned(figures: Figures, counts: PaperCounts) -> str:
    """存在的问题: units whose papers the office has not signed for, where the assessment asks for paper."""
    names = _unsigned(figures)
    if not names or not figures.papers.governs(PaperKind.SIGNED_FOR):
        return ""
    return f"签收单上没有收到纸质材料记录的：{named(names, counts.not_signed_for, '单位')}。"
