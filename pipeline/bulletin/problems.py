"""存在的问题: who was late or silent, what was left undone and what it costs, what was not admitted. Facts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.bulletin import over
from pipeline.bulletin.duties import short_by_unit
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.papers import unsigned
from pipeline.bulletin.refused import refusals
from pipeline.bulletin.sanctions import sanctioned
from pipeline.bulletin.tables import records, unit_names
from pipeline.bulletin.words import Count, Group, Quoted, grouped, quoted
from schemas.papers import PaperKind
from schemas.vocabulary import Book, Standing


@dataclass(frozen=True)
class ShortOf:
    """A task and who lacks how much of it."""

    task: Quoted
    groups: tuple[Group[Quoted], ...]
    unit: str


def problems(matter: Matter) -> Iterator[str]:
    """The paragraphs, units named in the order of the roster; one without anything to say is blank."""
    if matter.figures.over:
        yield from over.silent(matter)
        yield from _undone(matter)
        return
    yield _late(matter)
    yield _units_with(matter, Standing.MISSING, "problems.missing") + _units_with(
        matter, Standing.HELD, "problems.held"
    )
    yield _units_with(matter, Standing.NIL, "problems.nil", this=matter.figures.period.this)
    yield _unsigned(matter)
    yield from _undone(matter)
    yield _refused(matter)


def _undone(matter: Matter) -> Iterator[str]:
    """What was left undone, and what it costs."""
    yield _short(matter)
    yield _deducted(matter)
    yield sanctioned(matter)


def _units_with(matter: Matter, standing: Standing, sentence: str, **values: object) -> str:
    units = matter.figures.units
    names = quoted(units.loc[units["standing"] == standing, "name"])
    return matter.say(sentence, names=names, total=matter.summary.standings[standing], **values) if names else ""


def _late(matter: Matter) -> str:
    """Who was late, and what becomes of it: by the clause, or by the office's decision where that says nothing."""
    named = _units_with(matter, Standing.LATE, "problems.late")
    if not named:
        return ""
    assessment, rows, annex = matter.figures.assessment, matter.summary.late_rows, matter.annex("rejected")
    decided = [one for one in matter.figures.decisions if one.path == "calendar.late.then"]
    if decided:
        decision = Quoted(decided[0].answer)
        return named + matter.say("problems.late_by_decision", decision=decision, rows=rows, annex=annex)
    clause = Quoted(assessment.clauses[assessment.calendar.late.clause].text.rstrip("。"))
    return named + matter.say("problems.late_by_clause", clause=clause, rows=rows, annex=annex)


def _unsigned(matter: Matter) -> str:
    """Units whose papers the office has not signed for, where the assessment asks for paper."""
    names = quoted(unsigned(matter.figures))
    if not names or not matter.figures.papers.governs(PaperKind.SIGNED_FOR):
        return ""
    return matter.say("problems.unsigned", names=names, total=matter.summary.papers.not_signed_for)


def _short(matter: Matter) -> str:
    """Units short of their tasks, those that lack the same together, the most first."""
    tasks = tuple(_short_of(matter))
    summed = bool(matter.figures.summed)
    return matter.say("problems.short", tasks=tasks, summed=summed, annex=matter.annex("quotas")) if tasks else ""


def _short_of(matter: Matter) -> Iterator[ShortOf]:
    names = unit_names(matter.figures)
    order = {code: n for n, code in enumerate(names)}
    short = short_by_unit(matter.figures)
    short = short.assign(order=short["unit_code"].map(order)).sort_values(["short", "order"], ascending=[False, True])
    for (label, book), rows in short.groupby(["label", "book"], sort=False):
        groups = grouped((Quoted(names.get(r.unit_code, r.unit_code)), Count(r.short)) for r in records(rows))
        yield ShortOf(Quoted(label), groups, "条" if book == Book.SUBMISSION else "篇")


def _deducted(matter: Matter) -> str:
    """What shortfalls and lateness cost, by the assessment: points of people, funds of units."""
    summary = matter.summary
    if not summary.penalty and not summary.funds.taken:
        return ""
    return matter.say(
        "problems.deducted",
        people=summary.penalised,
        points=summary.penalty,
        people_annex=matter.annex("people"),
        funds=summary.funds.taken,
        funds_annex=matter.annex("funds"),
    )


def _refused(matter: Matter) -> str:
    """Rows not admitted, counted by verdict and reason."""
    verdicts = refusals(matter.figures, matter.summary.refused)
    return matter.say("problems.refused", verdicts=verdicts, annex=matter.annex("rejected")) if verdicts else ""
