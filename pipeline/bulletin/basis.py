"""统计口径: which days, until when, by which readings and papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.bulletin import over
from pipeline.bulletin.matter import Matter
from schemas.papers import PaperKind
from schemas.steps import SameStoryStep, measure_of

COUNTED_ONCE = {"each": False, "highest": True}
"""The policies for a story used by several outlets that are told: whether only the highest use counts."""


@dataclass(frozen=True)
class Way:
    """Whether only the highest use of a story counts, and for which measures."""

    once: bool
    counted: Sequence[str]

    @property
    def measures(self) -> tuple[str, ...]:
        """Each measure once."""
        return tuple(dict.fromkeys(self.counted))


def basis(matter: Matter) -> Iterator[str]:
    """One paragraph; of several periods, or of a month of one, their own."""
    if matter.figures.over:
        yield from over.basis(matter)
        return
    summary = matter.summary
    span = matter.say(
        "basis.span",
        window=summary.window,
        deadline=summary.deadline,
        moved=summary.due_moved,
        nominal_due=summary.nominal_due,
    )
    yield "".join([span, *_same_story(matter), *_governed(matter), *over.decided(matter)])


def _same_story(matter: Matter) -> Iterator[str]:
    """What the rule is true of: the measures of the accounts it looks at, never the numbers of items."""
    assessment = matter.figures.assessment
    measures = {step.id: measure_of(step) for step in assessment.steps}
    steps = [step for step in assessment.steps if isinstance(step, SameStoryStep) and step.policy in COUNTED_ONCE]
    highest = {account for step in steps if step.policy == "highest" for account in step.of}
    said: dict[str, dict[bool, list[str]]] = {}
    for step in steps:
        if step.policy == "highest" or not highest.issuperset(step.of):
            counted = [str(measures[account]) for account in step.of]
            when = matter.figures.period.this_year if step.across == "year" else "本期"
            said.setdefault(when, {}).setdefault(COUNTED_ONCE[step.policy or ""], []).extend(counted)
    for when, ways in said.items():
        yield matter.say("basis.same_story", when=when, ways=tuple(Way(*one) for one in ways.items()))


def _governed(matter: Matter) -> Iterator[str]:
    """What goes by the office's own papers."""
    papers, counts = matter.figures.papers, matter.summary.papers
    if papers.governs(PaperKind.TASKS):
        yield matter.say("basis.tasks_by_paper")
    if papers.governs(PaperKind.REGISTER):
        yield matter.say("basis.by_register", not_received=counts.not_received, not_claimed=counts.not_claimed)
