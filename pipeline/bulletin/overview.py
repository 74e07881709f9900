"""总体情况: returns, items, points and cash, comparisons, the year, the office's own targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.bulletin import over
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
    short: Count
    final: bool
    unchecked: Quoted

    @property
    def over(self) -> bool:
        """Whether more is done than is owed, nothing being short anywhere or unknown."""
        return not self.short and not self.unchecked and self.done > self.required


def overview(matter: Matter) -> Iterator[str]:
    """The paragraphs; one without anything to say is blank."""
    yield over.returns(matter) if matter.figures.over else _returns(matter)
    yield "".join([_total(matter), _earned(matter), _granted(matter), *_waiting(matter)])
    yield "".join([*_compared(matter), *_year(matter)])
    yield "".join(_targets(matter))
    yield "".join(_tasks(matter))


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


def _total(matter: Matter) -> str:
    """How many items, and how they fall on the tiers where there are several to fall on."""
    summary = matter.summary
    if not summary.now.submitted and not summary.now.items:
        return ""
    tiers = summary.tiers if len(matter.figures.assessment.tiers) > 1 else ()
    return matter.say(
        "overview.total",
        label=summary.label,
        submitted=summary.now.submitted,
        items=summary.now.items,
        tiers=tiers,
    )


def _earned(matter: Matter) -> str:
    now = matter.summary.now
    if not now.points and not now.cash:
        return ""
    return matter.say("overview.earned", points=now.points, cash=now.cash, annex=matter.annex("cash"))


def _granted(matter: Matter) -> str:
    """What units' funds gain, where the assessment gives them anything."""
    granted = matter.summary.funds.given
    return matter.say("overview.granted", funds=granted, annex=matter.annex("funds")) if granted else ""


def _waiting(matter: Matter) -> Iterator[str]:
    if waiting := matter.summary.verdicts[Verdict.PENDING]:
        yield matter.say("overview.waiting", number=waiting, annex=matter.annex("rejected"))


def _compared(matter: Matter) -> Iterator[str]:
    if comparisons := matter.summary.comparisons:
        yield matter.say("overview.compared", items=matter.summary.now.items, comparisons=comparisons)


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
    all_over = len(targets) > 1 and all(one.over and not one.unchecked for one in targets)
    annex = matter.annex("quotas")
    if targets:
        yield matter.say("overview.targets", when=Quoted(when), targets=targets, all_over=all_over, annex=annex)


def _tasks(matter: Matter) -> Iterator[str]:
    """How many units have done their tasks, where it is known of any."""
    if tasks := matter.summary.tasks:
        yield matter.say(
            "overview.tasks", tasks=tasks, summed=bool(matter.figures.summed), annex=matter.annex("quotas")
        )


def _target(quota: Any, entered: bool) -> OwnTarget:
    piece = "次" if entered else "篇" if quota.book == Book.ADOPTION else "条"
    return OwnTarget(
        label=Quoted(quota.label),
        required=Count(quota.required),
        done=Count(quota.done),
        piece=piece,
        short=Count(quota.short),
        final=quota.final,
        unchecked=Quoted(quota.unchecked),
    )
