"""Tariff rows that collide, or that no counted row can ever reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from schemas.assessment import Admissibility, Assessment
from schemas.conditions import Among, Bounds, Days, Test, Where
from schemas.soundness.problem import Location, Problem
from schemas.steps import BaseStep

TURNED_DOWN = ("reject", "void")


def tariff_problems(assessment: Assessment, decided: Collection[str] = ()) -> Iterator[Problem]:
    """Every tariff row that is out of reach, and the second of every two that one row may meet.

    A row that is out of reach only by what an office decided (dotted paths `decided`) is pointed out, not refused.
    """
    for i, step in enumerate(assessment.steps):
        if isinstance(step, BaseStep):
            yield from _of_step(assessment, ("steps", i, "tariff"), step, decided)


def _of_step(assessment: Assessment, place: Location, step: BaseStep, decided: Collection[str]) -> Iterator[Problem]:
    live: dict[int, Where] = {}
    for j, row in enumerate(step.tariff):
        if step.only.excludes(row.where):
            grave = not any(path.startswith(f"steps.{step.id}.only") for path in decided)
            yield Problem((*place, j), "与本步骤的 only 不能同时成立，这一档永远用不到", grave)
        else:
            live[j] = both(step.only, row.where)
    for (i, one), (j, other) in combinations(live.items(), 2):
        if not one.excludes(other):
            yield Problem((*place, j), f"与第{i + 1}档可能同时适用于一篇稿件，请写明区别")
    for j, where in live.items():
        if rule := _turned_down(assessment, step, where):
            grave = f"admissibility.{rule.id}.then" not in decided
            yield Problem((*place, j), f"符合这一档的都已被规则 {rule.id}（{rule.say}）排除，这一档用不到", grave)


def _turned_down(assessment: Assessment, step: BaseStep, where: Where) -> Admissibility | None:
    refusing = (rule for rule in assessment.admissibility if rule.book == step.book and rule.then in TURNED_DOWN)
    return next((rule for rule in refusing if where.implies(rule.where)), None)


def both(one: Where, two: Where) -> Where:
    """A condition that every row meeting both meets, as narrow as one condition can say; they must not exclude."""
    mine, theirs = dict(one.tests()), dict(two.tests())
    joint = {fact: _narrowed(mine.get(fact), theirs.get(fact)) for fact in {**mine, **theirs}}
    return Where({fact: _as_written(test) for fact, test in joint.items()})


def _narrowed(one: Test | None, two: Test | None) -> Test:
    if one is None or two is None:
        known = one if two is None else two
        assert known is not None  # a fact of neither condition is never asked for
        return known
    if isinstance(one, tuple):
        return tuple(value for value in one if _passes(value, two))
    if isinstance(two, tuple):
        return tuple(value for value in two if _passes(value, one))
    if isinstance(one, Bounds) and isinstance(two, Bounds):
        tops = [top for top in (one.at_most, two.at_most) if top is not None]
        return Bounds(at_least=max(one.lowest, two.lowest), at_most=min(tops) if tops else None)
    if isinstance(one, Days) and isinstance(two, Days):
        return Days(since=max(one.first, two.first), until=min(one.last, two.last))
    assert isinstance(one, Among)
    assert isinstance(two, Among)  # both conditions test the same fact, whose kind admits only these forms
    return Among(any=two.any or one.any, all=(*one.all, *two.all), none=(*one.none, *two.none))


def _passes(value: object, test: Test) -> bool:
    if isinstance(test, tuple):
        return value in test
    if isinstance(test, Among):  # text is a set of one word, or of none when it is blank
        return test.holds(frozenset([value] if isinstance(value, str) and value else []))
    return isinstance(test, Bounds) and isinstance(value, int) and test.holds(value)


def _as_written(test: Test) -> object:
    return list(test) if isinstance(test, tuple) else test.model_dump(exclude_none=True)
