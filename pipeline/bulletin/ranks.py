"""排名情况: the first three of each class, the first ten people, whom the lists name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.bulletin.honours import honoured
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.rankings import Group as Ranked
from pipeline.bulletin.rankings import leading, people_ranked_by, ranked, ranked_by
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import Count, Quoted, grouped, ordinal, quoted

BEST_UNITS, BEST_PEOPLE = 3, 10
MOST_UNITS, MOST_PEOPLE = 12, 20
"""As many are named at most where several share the last place."""


@dataclass(frozen=True)
class Place:
    """A place and who has it, ties together."""

    ordinal: str
    names: tuple[Quoted, ...]
    figure: Count


@dataclass(frozen=True)
class Person:
    """Somebody, and the unit."""

    name: Quoted
    unit: Quoted


def ranks(matter: Matter) -> Iterator[str]:
    """The paragraphs; one without anything to say is blank."""
    units = [_best_units(matter, group) for group in ranked(matter.figures)]
    yield from units
    yield _best_people(matter) or (_everybody(matter) if any(units) else "")
    yield from honoured(matter)


def _best_units(matter: Matter, group: Ranked) -> str:
    by = ranked_by(matter.figures)
    best = leading(group.units[group.units[by.column] > 0], BEST_UNITS, MOST_UNITS)
    places = tuple(
        Place(ordinal(int(rows["place"].iloc[0])), quoted(rows["name"]), by.kind(rows[by.column].iloc[0]))
        for _, rows in best.groupby("place")
    )
    return matter.say("ranks.units", name=Quoted(group.name), places=places, unit=by.unit) if places else ""


def _best_people(matter: Matter) -> str:
    by = people_ranked_by(matter.figures)
    people = matter.figures.people.sort_values("place", kind="stable")
    people = people[people[by.column] > 0]
    best = leading(people, BEST_PEOPLE, MOST_PEOPLE)
    if best.empty:
        return ""
    groups = grouped(
        (Person(Quoted(one.name), Quoted(one.unit_name)), by.kind(getattr(one, by.column))) for one in records(best)
    )
    first = ordinal(min(len(best), BEST_PEOPLE)) if len(people) > len(best) else ""
    said = matter.say("ranks.people", title=by.title, first=first, groups=groups, unit=by.unit)
    return said + _everybody(matter)


def _everybody(matter: Matter) -> str:
    both = tuple(matter.annex(key) for key in ("units", "people") if matter.annex(key))
    return matter.say("ranks.everybody", annexes=both) if both else ""
