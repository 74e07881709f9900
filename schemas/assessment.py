"""One 考核办法 as data: clauses, tiers, calendar, admissibility, scoring steps, rankings. Policy numbers live only here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from schemas.conditions import Where
from schemas.vocabulary import SCALE, Book, Measure


class Strict(BaseModel):
    """Unknown keys are refused; a rule file never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _exact(value: Any) -> Decimal:
    """An amount as written; binary fractions are refused because 0.1 is not one tenth."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f'数额 {value!r} 请写成整数，小数请加引号，如 "0.5"')
    try:
        return Decimal(value)
    except ArithmeticError as error:
        raise ValueError(f"“{value}”不是数额") from error


Amount = Annotated[Decimal, BeforeValidator(_exact)]
Consequence = Literal["accept", "pending", "reject", "void"]


class Clause(Strict):
    """A clause in our own words, and where it stands in the source document."""

    place: str = Field(min_length=1)
    text: str = Field(min_length=1)


class Tier(Strict):
    """A rank of outlets, lowest first; ranks are this assessment's own."""

    id: str
    name: str


class DueDay(Strict):
    """The nominal last day for handing in: a day of one of the period's months."""

    month_of_quarter: int = Field(ge=1, le=3)
    day: int = Field(ge=1, le=31)


class Rule(Strict):
    """Anything that has a consequence rests on a clause."""

    id: str
    clause: str


class Late(Strict):
    """What becomes of rows in a late return."""

    then: Consequence
    clause: str


class Calendar(Strict):
    """When returns are due and which days a period covers. `None` is a gap not yet decided."""

    clause: str
    due: DueDay
    due_day_included: bool | None = None
    moved_off_days_off: bool | None = None
    window: Literal["calendar", "cutoff"] | None = None
    late: Late


class Admissibility(Rule):
    """Rows that meet `where` have the consequence `then`; `say` states what is so, in a few words.

    `warn` is the code of the finding the unit gets at column `cell`, also where the row counts; blank tells nobody.
    """

    where: Where
    then: Consequence | None = None
    say: str = Field(min_length=1)
    warn: Literal["", "S02", "S03"] = ""
    cell: str = "title"


class TariffRow(Strict):
    """What one item earns when it meets `where`: points or yuan."""

    where: Where = Where({})
    amount: Amount
    clause: str = ""


class BaseStep(Rule):
    """Each accepted row that meets `only` earns what its tariff row says; no row matches two."""

    step: Literal["base"]
    measure: Measure
    only: Where | None = None
    tariff: list[TariffRow] = []

    @model_validator(mode="after")
    def _countable(self) -> BaseStep:
        for row in self.tariff:
            to_units(row.amount, self.measure)
        return self

    @model_validator(mode="after")
    def _no_overlap(self) -> BaseStep:
        for (i, one), (j, two) in combinations(enumerate(self.tariff, 1), 2):
            if not one.where.excludes(two.where):
                raise ValueError(f"{self.id} 的第{i}行与第{j}行标准可能同时适用于一条信息，请把条件写到互不重叠")
        return self


class SameStoryStep(Rule):
    """One story in several outlets: each counts, or only the highest does."""

    step: Literal["same_story"]
    measures: list[Measure]
    policy: Literal["each", "highest"] | None = None


class ShareStep(Rule):
    """Whose a unit's amount is: its own, or its authors' by `split`, rounded to `smallest` in author order."""

    step: Literal["share"]
    measure: Measure
    into: Measure
    payee: Literal["unit", "author"] | None = None
    split: Literal["equal", "first", "full"] | None = None
    smallest: Amount | None = None

    @model_validator(mode="after")
    def _countable(self) -> ShareStep:
        if self.smallest is not None and to_units(self.smallest, self.into) <= 0:
            raise ValueError(f"{self.id} 的最小单位应大于0")
        return self


class Target(Strict):
    """How many items meeting `counts` are owed: one number, or one per unit class."""

    label: str
    counts: Where = Where({})
    required: int | dict[str, int]


class QuotaStep(Rule):
    """What the office as a whole or each unit owes in one book over a month, quarter or year."""

    step: Literal["quota"]
    scope: Literal["office", "unit"]
    book: Book = Book.ADOPTION
    period: Literal["month", "quarter", "year"] | None = None
    targets: list[Target] = []

    def classes(self) -> set[str]:
        """The unit classes its targets name."""
        return {name for target in self.targets if isinstance(target.required, dict) for name in target.required}


Step = Annotated[BaseStep | SameStoryStep | ShareStep | QuotaStep, Field(discriminator="step")]


class Ranking(Strict):
    """How standings are drawn up: by unit points; `within` says whether classes are ranked apart."""

    clause: str
    within: Literal["class", "all"] | None = None


class Payout(Strict):
    """How often cash is paid out."""

    clause: str
    period: Literal["quarter", "halfyear", "year"] | None = None


class Statement(Strict):
    """A clause that states a duty without figures: printed for the officer, never computed."""

    clause: str
    handling: str


class Assessment(Strict):
    """One office's 考核办法, effective from a date."""

    id: str
    title: str
    plan_year: int
    effective_from: date
    cadence: Literal["quarter"]
    clauses: dict[str, Clause]
    tiers: list[Tier]
    calendar: Calendar
    admissibility: list[Admissibility]
    steps: list[Step]
    ranking: Ranking
    payout: Payout
    statements: list[Statement] = []

    @model_validator(mode="after")
    def _sound(self) -> Assessment:
        for owner, clause in self._cited():
            if clause not in self.clauses:
                raise ValueError(f"{owner} 引用的条款 {clause} 没有列在 clauses 下")
        tiers = {tier.id for tier in self.tiers}
        for where in self.conditions():
            for fact, wanted in where.tests():
                if fact == "tier" and isinstance(wanted, list) and (lost := set(wanted) - tiers - {""}):
                    raise ValueError(f"级别 {'、'.join(sorted(lost))} 没有列在 tiers 下")
        ids = [rule.id for rule in [*self.admissibility, *self.steps]]
        if twice := {name for name in ids if ids.count(name) > 1}:
            raise ValueError(f"规则代号重复：{'、'.join(sorted(twice))}")
        return self

    def _cited(self) -> Iterator[tuple[str, str]]:
        yield "calendar", self.calendar.clause
        yield "calendar.late", self.calendar.late.clause
        yield "ranking", self.ranking.clause
        yield "payout", self.payout.clause
        for rule in [*self.admissibility, *self.steps]:
            yield rule.id, rule.clause
        for step in self.steps:
            for row in step.tariff if isinstance(step, BaseStep) else []:
                yield step.id, row.clause or step.clause
        for statement in self.statements:
            yield "statements", statement.clause

    def conditions(self) -> Iterator[Where]:
        """Every condition any rule tests."""
        for rule in self.admissibility:
            yield rule.where
        for step in self.steps:
            if isinstance(step, BaseStep):
                yield from (row.where for row in step.tariff)
                if step.only:
                    yield step.only
            elif isinstance(step, QuotaStep):
                yield from (target.counts for target in step.targets)

    def facts(self) -> frozenset[str]:
        """The facts this assessment tests, so that the template asks for these and no others."""
        tested = {fact for where in self.conditions() for fact in where.root}
        shares = {"author_count"} if any(isinstance(step, ShareStep) for step in self.steps) else set()
        return frozenset(tested | shares)

    def tier_names(self) -> dict[str, str]:
        """Tier id → Chinese name, lowest first."""
        return {tier.id: tier.name for tier in self.tiers}


def to_units(amount: Decimal, measure: Measure) -> int:
    """Points or yuan as the ledger's integer; raises ValueError when it is finer than the ledger counts."""
    scaled = amount * SCALE[measure]
    if scaled != scaled.to_integral_value():
        raise ValueError(f"数额 {amount} 的位数过多，{measure}最小计到 1/{SCALE[measure]}")
    return int(scaled)
