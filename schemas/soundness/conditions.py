"""Conditions that no row can meet as meant: words that do not exist, facts their book does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.assessment import Assessment
from schemas.conditions import CHOICES, FACTS, Where
from schemas.duties import QuotaStep, Relative
from schemas.soundness.problem import Location, Problem
from schemas.steps import BaseStep, MultiplyStep, Step
from schemas.vocabulary import RETURNED_BOOKS, Book

TIER_FACTS = ("tier", "tiers_of_story")


def condition_problems(assessment: Assessment) -> Iterator[Problem]:
    """What is unsound in the conditions of all rules."""
    for location, books, where in located_conditions(assessment):
        yield from where_problems(assessment, location, books, where)
    for i, definition in enumerate(assessment.definitions):
        for j, where in enumerate(definition.any_of):
            if "meets" in where.root:
                yield Problem(("definitions", i, "any_of", j, "meets"), "认定标准不能再引用认定标准")


def located_conditions(assessment: Assessment) -> Iterator[tuple[Location, tuple[Book, ...], Where]]:
    """Every condition of a rule with its place and the books whose rows it is tested on."""
    for i, rule in enumerate(assessment.admissibility):
        yield ("admissibility", i, "where"), (rule.book,), rule.where
    for i, definition in enumerate(assessment.definitions):
        for j, where in enumerate(definition.any_of):
            yield ("definitions", i, "any_of", j), (definition.book,), where
    for i, step in enumerate(assessment.steps):
        yield from _of_step(assessment, ("steps", i), step)


def _of_step(assessment: Assessment, place: Location, step: Step) -> Iterator[tuple[Location, tuple[Book, ...], Where]]:
    if isinstance(step, BaseStep):
        yield (*place, "only"), (step.book,), step.only
        for j, row in enumerate(step.tariff):
            yield (*place, "tariff", j, "where"), (step.book,), row.where
            if row.per:
                yield (*place, "tariff", j, "per"), (step.book,), Where({row.per.fact: {"at_least": 1}})
    elif isinstance(step, MultiplyStep):
        books = {one.book for one in assessment.steps if isinstance(one, BaseStep) and one.id in step.of}
        yield (*place, "where"), tuple(books) or (Book.ADOPTION,), step.where
    elif isinstance(step, QuotaStep):
        for j, target in enumerate(step.targets):
            yield (*place, "targets", j, "counts"), (step.book,), target.counts
            for k, other in enumerate(target.equivalents):
                yield (*place, "targets", j, "equivalents", k, "counts"), (step.book,), other.counts
            if isinstance(target.required, Relative):
                yield (*place, "targets", j, "required", "counts"), (Book.SUBMISSION,), target.required.counts


def where_problems(
    assessment: Assessment, location: Location, books: Iterable[Book], where: Where
) -> Iterator[Problem]:
    """What is unsound in one condition on the rows of `books`; places are those of its facts."""
    found = (problem for book in books for problem in _in_book(assessment, location, book, where))
    yield from dict.fromkeys(found)  # a word that does not exist is no worse for being asked of two books


def _in_book(assessment: Assessment, location: Location, book: Book, where: Where) -> Iterator[Problem]:
    for fact in where.root:
        if book not in FACTS[fact].books:
            yield Problem((*location, fact), f"{book}的行没有“{FACTS[fact].label}”（{fact}），不能这样比较")
    for fact, word in where.words():
        if text := _lost_word(assessment, book, fact, word):
            yield Problem((*location, fact), text)


def _lost_word(assessment: Assessment, book: Book, fact: str, word: str) -> str:
    """What is wrong with comparing `fact` with `word`, or nothing."""
    if fact in TIER_FACTS:
        tiers = assessment.tier_names()
        # a row whose outlet is not on the roster has the blank tier
        known = word in tiers or (fact == "tier" and not word)
        return "" if known else f"级别 {word} 没有列在 tiers 下，可用的有：{'、'.join(tiers)}"
    if fact == "meets":
        return _lost_definition(assessment, book, word)
    words = assessment.choices.get(fact, CHOICES.get(fact, ()))
    if not words or not word or word in words:
        return ""
    return f"{FACTS[fact].label}没有 {word} 这个值，可用的有：{'、'.join(words)}"


def _lost_definition(assessment: Assessment, book: Book, name: str) -> str:
    books = {definition.id: definition.book for definition in assessment.definitions}
    if name not in books:
        return f"没有“{name}”这项认定标准，definitions 下有：{'、'.join(books) or '（无）'}"
    if books[name] != book and book in RETURNED_BOOKS:
        return f"认定标准“{name}”是对{books[name]}说的，不能用于{book}"
    return ""
