"""总体情况: returns, items, points and cash, comparisons, the year, the office's own targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.bulletin.duties import owed_by_office
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, Quoted
from schemas.vocabulary import Book, Standing, Verdict


@dataclass(frozen=True)
class OwnTarget:
    """A target of the office itself and how far it is."""

    label: Quoted
    required: Count
    done: Count
    piece: str
    final: bool
    unchecked: Quoted


def overview(matter: Matter) -> Iterator[str]:
    """The paragraphs; one without anything to say is blank."""
    summary = matter.summary
    yield _returns(matter)
    if summary.now.submitted:
        yield matter.say("overview.submitted", label=summary.label, number=summary.now.submitted)
    if summary.now.items:
        yield _adopted(matter) + _earned(matter)
    yield "".join([*_compared(matter), *_year(matter)])
    if waiting := summary.verdicts[Verdict.PENDING]:
        yield matter.say("overview.waiting", number=waiting, annex=matter.annex("rejected"))
    yield "".join(_targets(matter))


def _returns(matter: Matter) -> str:
    owed, standings = matter.summary.owed, matter.summary.standings
    if not any(standings.values()):
        return ""
    return matter.say(
        "overview.returns",
        owed=owed,
        on_time=standings[Standing.ON_TIME],
        nil=standings[Standing.NIL],
        late=standings[Standing.LATE],
        missing=standings[Standing.MISSING],
        held=standings[Standing.HELD],
    )


def _adopted(matter: Matter) -> str:
    """How many items, and how they fall on the tiers where there are several to fall on."""
    summary = matter.summary
    tiers = summary.tiers if len(matter.figures.assessment.tiers) > 1 else ()
    return matter.say(
        "overview.adopted",
        label=summary.label,
        items=summary.now.items,
        tiers=tiers if len(tiers) > 1 else (),
        only_tier=tiers[0].name if len(tiers) == 1 else "",
    )


def _earned(matter: Matter) -> str:
    now = matter.summary.now
    if not now.points and not now.cash:
        return ""
    return matter.say("overview.earned", points=now.points, cash=now.cash, annex=matter.annex("cash"))


def _compared(matter: Matter) -> Iterator[str]:
    for one in matter.summary.comparisons:
        yield matter.say(
            "overview.compared",
            before=one.label,
            items=one.items,
            direction=one.direction,
            difference=one.difference,
            rate=one.rate,
        )


def _year(matter: Matter) -> Iterator[str]:
    """The year so far, and which of its periods nothing is known of."""
    year, missing = matter.summary.year, matter.summary.missing
    if year.items and (year != matter.summary.now or missing):
        yield matter.say(
            "overview.year",
            this_year=matter.figures.period.this_year,
            submitted=year.submitted,
            items=year.items,
            points=year.points,
            cash=year.cash,
            missing=missing,
        )


def _targets(matter: Matter) -> Iterator[str]:
    """The office's own targets and how far they are."""
    quotas = owed_by_office(matter.figures)
    own = quotas[quotas["checkable"] & (quotas["required"] > 0)]
    entered = {target.key for target in matter.figures.assessment.targets() if target.entries}
    notes = set(own["note"])
    when = notes.pop() if len(notes) == 1 and not any(own["unchecked"]) else ""
    targets = tuple(_target(quota, quota.target in entered) for quota in records(own))
    if targets:
        yield matter.say("overview.targets", when=Quoted(when), targets=targets, annex=matter.annex("quotas"))


def _target(quota: Any, entered: bool) -> OwnTarget:
    piece = "次" if entered else "篇" if quota.book == Book.ADOPTION else "条"
    return OwnTarget(
        Quoted(quota.label), Count(quota.required), Count(quota.done), piece, quota.final, Quoted(quota.unchecked)
    )
