"""统计口径: which days, until when, by which readings, and what was not verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.bulletin.duties import which_spans
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.papers import handling
from pipeline.bulletin.tables import unit_names
from pipeline.bulletin.words import Quoted, quoted
from schemas.papers import PaperKind
from schemas.steps import SameStoryStep, measure_of

COUNTED_ONCE = {"each": False, "highest": True}
"""The policies for a story used by several outlets that are told: whether only the highest use counts."""


@dataclass(frozen=True)
class Task:
    """A duty that could not be checked, and in which spans where others of its spans could."""

    name: Quoted
    spans: Quoted


def basis(matter: Matter) -> Iterator[str]:
    """The paragraphs; one without anything to say is blank."""
    summary = matter.summary
    span = matter.say(
        "basis.span",
        window=summary.window,
        deadline=summary.deadline,
        moved=summary.due_moved,
        nominal_due=summary.nominal_due,
    )
    yield "".join([span, *_same_story(matter)])
    if summary.decisions:
        yield matter.say("basis.decided", number=summary.decisions, annex=matter.annex("decisions"))
    yield "".join(_governed(matter))
    yield "".join([*_unverified(matter), *_handlings(matter)])


def _same_story(matter: Matter) -> Iterator[str]:
    """What the rule is true of: the measures of the accounts it looks at, never the numbers of items."""
    assessment = matter.figures.assessment
    measures = {step.id: measure_of(step) for step in assessment.steps}
    steps = [step for step in assessment.steps if isinstance(step, SameStoryStep) and step.policy in COUNTED_ONCE]
    highest = {account for step in steps if step.policy == "highest" for account in step.of}
    said: dict[tuple[str, bool], list[str]] = {}
    for step in steps:
        if step.policy == "highest" or not highest.issuperset(step.of):
            counted = [str(measures[account]) for account in step.of]
            when = matter.figures.period.this_year if step.across == "year" else "本期"
            said.setdefault((when, COUNTED_ONCE[step.policy or ""]), []).extend(counted)
    for (when, once), counted in said.items():
        yield matter.say("basis.same_story", when=when, measures=tuple(dict.fromkeys(counted)), once=once)


def _governed(matter: Matter) -> Iterator[str]:
    """What goes by the office's own papers, and whose proof is not verified."""
    papers, counts = matter.figures.papers, matter.summary.papers
    if papers.governs(PaperKind.TASKS):
        yield matter.say("basis.tasks_by_paper")
    if papers.governs(PaperKind.REGISTER):
        yield matter.say("basis.by_register", not_received=counts.not_received, not_claimed=counts.not_claimed)
    if counts.unproved:
        yield matter.say("basis.unproved", number=counts.unproved)
    elif counts.proved:
        yield matter.say("basis.proved")


def _unverified(matter: Matter) -> Iterator[str]:
    """Duties that could not be checked: for nobody, or for which units and why."""
    quotas, annex = matter.figures.quotas, matter.annex("quotas")
    checked = set(quotas.loc[quotas["checkable"], "label"])
    whole = [label for label in dict.fromkeys(quotas["label"]) if label not in checked]
    if whole:
        tasks = quoted(label.removesuffix("任务") for label in whole)
        yield matter.say("basis.unverified", tasks=tasks, annex=annex)
    names = unit_names(matter.figures)
    found: dict[tuple[Task, str], list[str]] = {}
    for code, task, note in _partly_unchecked(quotas[~quotas["label"].isin(whole)]):
        found.setdefault((task, note), []).append(names.get(code, code))
    told: dict[tuple[str, ...], list[Task]] = {}
    for (task, note), units in found.items():
        told.setdefault((note, *dict.fromkeys(units)), []).append(task)
    for (note, *units), tasks_of in told.items():
        yield matter.say(
            "basis.partly_unverified", tasks=tuple(tasks_of), units=quoted(units), why=Quoted(note), annex=annex
        )


def _partly_unchecked(quotas: pd.DataFrame) -> Iterator[tuple[str, Task, str]]:
    """Unit code, duty and reason of what could not be checked."""
    for (code, label), rows in quotas.groupby(["unit_code", "label"], sort=False):
        for note, missed in rows[~rows["checkable"]].groupby("note", sort=False):
            spans = which_spans(missed["span"]) if rows["checkable"].any() else ""
            yield str(code), Task(Quoted(label), Quoted(spans)), str(note)


def _handlings(matter: Matter) -> Iterator[str]:
    """What the assessment says of returns that no table can show (e.g. papers handed in)."""
    assessment = matter.figures.assessment
    for statement in assessment.statements:
        if statement.clause in (assessment.calendar.clause, assessment.ranking.clause):
            said = Quoted(handling(statement, matter.figures).rstrip("。"))
            yield matter.say("basis.handling", said=said)
