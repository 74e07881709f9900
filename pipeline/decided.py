"""How the office settled what its assessment leaves open, in words, ready for the bulletin, the answers and the audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.rules import Rules
from pipeline.wording import decision_in_words
from schemas.rules import Decisions


@dataclass(frozen=True)
class Decided:
    """One matter the office decided."""

    path: str
    """The gap's dotted path in the assessment file."""
    clause: str
    question: str
    answer: str
    """A value is spelt out; the office's note follows it."""
    by: str
    on: date


def decided(rules: Rules) -> tuple[Decided, ...]:
    """Every decision laid over the rules, in the order of the assessment file."""
    return tuple(
        Decided(
            path=one.path,
            clause=one.gap.clause,
            question=one.gap.gap,
            answer=decision_in_words(one, rules.assessment),
            by=one.decision.by,
            on=one.decision.on,
        )
        for one in rules.settled
    )


def decision_table(decisions: Iterable[Decided]) -> pd.DataFrame:
    """`rules.Decisions`."""
    return Decisions.of(
        {
            "path": one.path,
            "clause": one.clause,
            "question": one.question,
            "answer": one.answer,
            "decided_by": one.by,
            "decided_on": one.on.isoformat(),
        }
        for one in decisions
    )
