"""有关说明: what was not verified, and what was done about clauses that are not computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.bulletin.duties import which_spans
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.papers import handling
from pipeline.bulletin.tables import unit_names
from pipeline.bulletin.words import Quoted, quoted
from schemas.vocabulary import ReceiptStatus, TimeBasis


@dataclass(frozen=True)
class Unchecked:
    """Units of which a duty could not be checked, and why."""

    units: tuple[Quoted, ...]
    why: Quoted


@dataclass(frozen=True)
class Task:
    """A duty that could not be checked, and in which spans where others of its spans could."""

    name: Quoted
    spans: Quoted


def notes(matter: Matter) -> Iterator[str]:
    """One paragraph; blank where all was verified and computed."""
    if matter.figures.over:
        yield "".join(_unverified(matter))
        return
    yield "".join([*_unknown_times(matter), *_proofs(matter), *_unverified(matter), *_handlings(matter)])


def _unknown_times(matter: Matter) -> Iterator[str]:
    """Units that may have been late: nothing but the time of their file is known, and that lies after the deadline."""
    receipts, late_from = matter.figures.receipts, matter.figures.period.late_from.isoformat(" ")
    after = (receipts["time_basis"] == TimeBasis.FILE) & (receipts["received_at"] >= late_from)
    counted = set(receipts.loc[after & (receipts["status"] == ReceiptStatus.COUNTED), "unit_code"])
    names = quoted(name for code, name in unit_names(matter.figures).items() if code in counted)
    if names:
        yield matter.say("notes.unknown_times", names=names)


def _proofs(matter: Matter) -> Iterator[str]:
    counts = matter.summary.papers
    if counts.proved and not counts.unproved:
        yield matter.say("notes.proved", blank=counts.blank)
    elif counts.unproved or counts.blank:
        yield matter.say("notes.unproved", number=counts.unproved, blank=counts.blank)


def _unverified(matter: Matter) -> Iterator[str]:
    """Duties that could not be checked: for nobody, or for which units and why."""
    quotas, annex = matter.figures.quotas, matter.annex("quotas")
    checked = set(quotas.loc[quotas["checkable"], "label"])
    whole = [label for label in dict.fromkeys(quotas["label"]) if label not in checked]
    if whole:
        tasks = quoted(label.removesuffix("任务") for label in whole)
        yield matter.say("notes.unverified", tasks=tasks, annex=annex)
    names = unit_names(matter.figures)
    found: dict[Task, dict[str, list[str]]] = {}
    for code, task, note in _partly_unchecked(quotas[~quotas["label"].isin(whole)]):
        found.setdefault(task, {}).setdefault(note, []).append(names.get(code, code))
    told: dict[tuple[Unchecked, ...], list[Task]] = {}
    for task, notes in found.items():
        units = tuple(Unchecked(quoted(dict.fromkeys(units)), Quoted(note)) for note, units in notes.items())
        told.setdefault(units, []).append(task)
    for unchecked, tasks_of in told.items():
        yield matter.say("notes.partly_unverified", tasks=tuple(tasks_of), unchecked=unchecked, annex=annex)


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
            yield matter.say("notes.handling", said=said)
