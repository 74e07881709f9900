"""One 考核办法 as data: clauses, tiers, calendar, admissibility, scoring steps, rankings. Policy numbers live only here.

What a model cannot see in one key alone (references, overlaps, unreachable rows) is found by `schemas.soundness`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from schemas.bulletin import BulletinForm
from schemas.conditions import FACTS, LINKING_FACTS, Where
from schemas.duties import QuotaStep, Target
from schemas.periods import Cadence, Calendar, Consequence, Year
from schemas.steps import ManualStep, ShareStep, Step, conditions_of, measure_of
from schemas.strict import Amount, Rule, Strict, to_units
from schemas.template import LINKED, Sheets, columns_for
from schemas.vocabulary import RETURNED_BOOKS, Book, Measure

Every = Literal["period", "month", "quarter", "halfyear", "year"]


class Clause(Strict):
    """A clause in our own words, and where it stands in the source document."""

    place: str = Field(min_length=1)
    text: str = Field(min_length=1)


class Tier(Strict):
    """A rank of outlets, lowest first; ranks are this assessment's own."""

    id: str
    name: str


class Definition(Rule):
    """A standard rules refer to as `meets: id`: a row meets it when it meets any of the conditions."""

    clauses: list[str] = Field(default=[], description="除 clause 外还依据的条款编号")
    name: str = Field(min_length=1)
    book: Book = Book.ADOPTION
    any_of: list[Where] = []


class Admissibility(Rule):
    """Rows of `book` that meet `where` have the consequence `then`; `say` states what is so, in a few words.

    `warn` is the code of the finding the unit gets at column `cell`, also where the row counts; blank tells nobody.
    """

    book: Book = Book.ADOPTION
    where: Where
    then: Consequence | None = None
    say: str = Field(min_length=1)
    warn: Literal["", "S02", "S03"] = ""
    cell: str = "title"
    mend: str = Field(default="", description="要单位怎样补正；不写即用 say")


class Ranking(Strict):
    """How standings are drawn up: units by `by` (and `also` apart), people by `people_by`, classes apart or together."""

    clause: str
    by: Measure = Measure.UNIT_POINTS
    also: Literal[Measure.SUBMITTED] | None = None
    people_by: Measure = Measure.PERSON_POINTS
    within: Literal["class", "all"] | None = None


class Floor(Strict):
    """What a candidate must have at least, as a sum over the days of the list (资格线)."""

    measure: Measure
    at_least: Amount

    @model_validator(mode="after")
    def _countable(self) -> Floor:
        to_units(self.at_least, self.measure)
        return self


class Commendation(Rule):
    """A list of the best `places` units of some classes, or people, at the end of each `every`; ties at the last place stay.

    Left out are candidates below one of the `floors`, and those a step of `barred_by` reached in these days: the person
    it names, or everybody of the unit where it names none.
    """

    title: str = Field(min_length=1)
    who: Literal["unit", "person"]
    classes: list[str] = []
    places: int | None = Field(default=None, ge=1)
    every: list[Every] = Field(min_length=1)
    by: Measure | None = Field(default=None, description="按哪种计量排；不写即与排名相同")
    floors: list[Floor] = []
    barred_by: list[str] = Field(default=[], description="受过哪些步骤处理的不列入，写步骤代号")


class Payout(Strict):
    """How often cash is paid out."""

    clause: str
    period: Literal["quarter", "halfyear", "year"] | None = None


class Statement(Strict):
    """A clause that states a duty without figures: printed for the officer, never computed.

    Where it asks for `paper`, the bulletin prints who handed it in once the office's 签收单 is there, else `handling`.
    """

    clause: str
    handling: str
    paper: bool = Field(default=False, description="条款要求交纸质材料；有签收单时通报照签收单写")


class Assessment(Strict):
    """One office's 考核办法, effective from a date."""

    id: str
    title: str
    plan_year: int
    effective_from: date
    cadence: Cadence | None = None
    year: Year = Year()
    clauses: dict[str, Clause]
    tiers: list[Tier]
    choices: dict[str, tuple[str, ...]] = Field(default={}, description="某栏的选项本办法另有规定时写")
    definitions: list[Definition] = []
    calendar: Calendar
    admissibility: list[Admissibility] = []
    steps: list[Step]
    ranking: Ranking
    commendations: list[Commendation] = []
    payout: Payout | None = None
    statements: list[Statement] = []
    bulletin: BulletinForm = BulletinForm()

    def conditions(self) -> Iterator[tuple[Book, Where]]:
        """Every condition any rule tests, with the book whose rows it is tested on."""
        for rule in self.admissibility:
            yield rule.book, rule.where
        for definition in self.definitions:
            for where in definition.any_of:
                yield definition.book, where
        for step in self.steps:
            yield from conditions_of(step)

    def books(self) -> tuple[Book, ...]:
        """The books a return must hold: 采用明细 always, 报送台账 where a rule looks at it."""
        submitted = any(book == Book.SUBMISSION for book, _ in self.conditions())
        return RETURNED_BOOKS if submitted or self.links_books() else (Book.ADOPTION,)

    def links_books(self) -> bool:
        """Whether a rule looks from an adoption to its line in 报送台账."""
        tested = (where for book, where in self.conditions() if book == Book.ADOPTION)
        return any(fact in LINKING_FACTS for where in tested for fact in where.root)

    def facts(self, book: Book = Book.ADOPTION) -> frozenset[str]:
        """The facts this assessment tests on rows of a book, so that the template asks for these and no others."""
        tested = {fact for tested, where in self.conditions() if tested == book for fact in where.root}
        if book == Book.SUBMISSION:
            tested |= {fact for _, where in self.conditions() for fact in where.root if fact in LINKING_FACTS}
        payees = {step.payee for step in self.steps if isinstance(step, ShareStep)}
        shares = {"author_count"} if payees - {"units"} else set()
        reviewers = {"has_reviewer"} if "reviewer" in payees and book == Book.ADOPTION else set()
        joint = {"unit_count"} if "units" in payees else set()
        links = {LINKED} if len(self.books()) > 1 else set()
        chosen = {fact for fact in self.choices if book in FACTS[fact].books}
        return frozenset(tested | shares | reviewers | joint | links | chosen)

    def targets(self) -> Iterator[Target]:
        """Everything that is owed."""
        yield from (target for step in self.steps if isinstance(step, QuotaStep) for target in step.targets)

    def entry_kinds(self) -> dict[str, bool]:
        """The kinds of entries the office may make (登记事项), and whether one must name its unit."""
        targets = [(step, target) for step in self.steps if isinstance(step, QuotaStep) for target in step.targets]
        counted = {target.entries: step.scope == "unit" for step, target in targets if target.entries}
        return {**counted, **{step.kind: True for step in self.steps if isinstance(step, ManualStep)}}

    def measures(self) -> frozenset[Measure]:
        """Everything this assessment counts, so that papers speak of nothing else."""
        return frozenset(measure for step in self.steps if (measure := measure_of(step)))

    def sheets(self) -> Sheets:
        """The books and columns of this assessment's workbook."""
        return {book: columns_for(book, self.facts(book), self.choices) for book in self.books()}

    def tier_names(self) -> dict[str, str]:
        """Tier id → Chinese name, lowest first."""
        return {tier.id: tier.name for tier in self.tiers}
