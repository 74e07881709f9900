"""What a bulletin cannot leave out."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.assessment import Assessment
from schemas.soundness.problem import Problem


def bulletin_problems(assessment: Assessment) -> Iterator[Problem]:
    """Some classes alone can be ranked only where each is ranked by itself: else places would be missing."""
    if assessment.bulletin.classes and assessment.ranking.within == "all":
        yield Problem(("bulletin", "classes"), "各类单位统一排名（ranking 的 within 是 all），不能只列几类")
