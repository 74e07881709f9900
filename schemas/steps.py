"""The steps an assessment lists to turn rows into ledger lines: a closed set, each a small module of `pipeline.score`.

A step adds lines. Lines a base step adds belong to the account (款项) named by the step's id; steps that adjust
name those accounts in `of`, and their lines go to the same accounts, so that the sum of an account is what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.conditions import FACTS, Where
from schemas.duties import (
    AboveStep,
    CompositeStep,
    PenaltyStep,
    QuotaStep,
    Relative,
    RewardStep,
    SanctionStep,
)
from schemas.strict import Amount, Rule, Strict, to_units
from schemas.vocabulary import Book, Measure


class Per(Strict):
    """An amount is for every `each` of a number of the row: per 1,000 characters, per yuan of the fee.

    The product is rounded to whole `smallest`: halves up, down (只计整数), or up (不足按一份计).
    """

    fact: str
    each: int = Field(default=1, ge=1)
    smallest: Amount
    rounding: Literal["half", "down", "up"]

    @model_validator(mode="after")
    def _a_number(self) -> Per:
        numbers = [name for name, fact in FACTS.items() if fact.kind is int]
        if self.fact not in numbers:
            raise ValueError(f"“{self.fact}”不是数，可用的有：{'、'.join(numbers)}")
        return self


class TariffRow(Strict):
    """What one item earns when it meets `where`: points, yuan or items."""

    where: Where = Where({})
    amount: Amount
    per: Per | None = Field(default=None, description="数额按字数、稿费等的多少计时写")
    clause: str = Field(default="", description="这一档另有条款时写；不写即用本步骤的条款")


class BaseStep(Rule):
    """Each accepted row of `book` that meets `only` earns what its tariff row says; no row matches two."""

    step: Literal["base"]
    measure: Measure
    book: Book = Book.ADOPTION
    only: Where = Where({})
    tariff: list[TariffRow] = []
    payer: str = Field(default="", description="由谁支付；不写即本单位")

    @model_validator(mode="after")
    def _countable(self) -> BaseStep:
        for row in self.tariff:
            to_units(row.amount, self.measure)
            if row.per and (row.amount <= 0 or to_units(row.per.smallest, self.measure) <= 0):
                raise ValueError(f"{self.id} 按数量计的一档，amount 和 smallest 都应大于0")
        return self


class MultiplyStep(Rule):
    """What a row that meets `where` has earned in the accounts `of` is multiplied; a factor of 0 leaves nothing.

    Products are rounded to `smallest`, halves up; without it they must come out even.
    """

    step: Literal["multiply"]
    of: list[str] = Field(min_length=1)
    where: Where
    factor: Amount | None = None
    say: str = Field(min_length=1, description="为什么，几个字，写进算式")
    smallest: Amount | None = None


class SameStoryStep(Rule):
    """One story in several rows: each counts, or only the highest in the accounts `of` together does.

    With `yield`, what a story has earned in `of` is taken back where it has earned anything in the accounts `to`.
    `highest` across the `year` pays what is missing to the highest so far (补差) and nothing where more was paid before.
    """

    step: Literal["same_story"]
    of: list[str] = Field(min_length=1)
    to: list[str] = []
    policy: Literal["each", "highest", "yield"] | None = None
    across: Literal["period", "year"] = "period"

    @model_validator(mode="after")
    def _yields_to_something(self) -> SameStoryStep:
        if self.policy == "yield" and not self.to:
            raise ValueError(f"{self.id} 的 policy 为 yield 时，请在 to 中写明让位于哪些款项")
        if self.policy == "yield" and self.across == "year":
            raise ValueError(f"{self.id} 的 policy 为 yield 时只看本期，不能写 across: year")
        return self


class ShareStep(Rule):
    """Whose the accounts `of` are: the unit's own, its authors' by `split`, the reviewer's, or all units' of the story.

    Shares are rounded down to `smallest`, the rest goes round in the order signed. At most `at_most` names count.
    A name of the roster with one of `roles` gets that part of its share; what is over is nobody's. Among units the
    one that reports keeps what it has (`full`: so do the others), or all get an equal part, or half each (`half`).
    """

    step: Literal["share"]
    of: list[str] = Field(min_length=1)
    into: Measure
    payee: Literal["unit", "author", "reviewer", "units"] | None = None
    split: Literal["equal", "first", "full", "half"] | None = None
    at_most: int | None = Field(default=None, ge=1, description="最多计几人")
    roles: dict[str, Amount] = Field(default={}, description='人员身份: 折成几成，如 办公室人员: "0.5"')
    smallest: Amount | None = None

    @model_validator(mode="after")
    def _countable(self) -> ShareStep:
        if self.smallest is not None and to_units(self.smallest, self.into) <= 0:
            raise ValueError(f"{self.id} 的最小单位应大于0")
        if (self.split == "half") > (self.payee == "units") or ((self.split == "first") and self.payee == "units"):
            raise ValueError(
                f"{self.id} 的 split：分给几个单位的写 equal、full 或 half，分给个人的写 equal、first 或 full"
            )
        return self


class CapStep(Rule):
    """The sum of the accounts `of` counts up to `limit` and at least `floor`, for each unit, person or story.

    Over the period, a month or the year the sum runs: what earlier periods used up is gone.
    """

    step: Literal["cap"]
    of: list[str] = Field(min_length=1)
    limit: Amount | None = None
    floor: Amount | None = None
    per: Literal["unit", "person", "story"] = "unit"
    period: Literal["month", "period", "year"] = "period"

    @model_validator(mode="after")
    def _room_between(self) -> CapStep:
        if self.limit is not None and self.floor is not None and self.floor > self.limit:
            raise ValueError(f"{self.id} 的 floor（最少计）大于 limit（最多计）")
        return self


class Rate(Strict):
    """What a sum is multiplied by, for units that meet `where` (unit_class, headcount)."""

    where: Where = Where({})
    factor: Amount


class ConvertStep(Rule):
    """Each unit's or person's sum of the accounts `of` times a factor: yuan per point, a coefficient by headcount.

    Rounded to `smallest`, halves up. Into another measure it opens an account of its own; into the accounts' own
    measure it adds the difference.
    """

    step: Literal["convert"]
    of: list[str] = Field(min_length=1)
    who: Literal["unit", "person"]
    into: Measure
    rates: list[Rate] = []
    smallest: Amount | None = None
    payer: str = ""

    @model_validator(mode="after")
    def _countable(self) -> ConvertStep:
        if self.smallest is not None and to_units(self.smallest, self.into) <= 0:
            raise ValueError(f"{self.id} 的最小单位应大于0")
        return self


class Prize(Strict):
    """What places from `first` to `last` earn each."""

    first: int = Field(ge=1)
    last: int = Field(ge=1)
    amount: Amount

    @model_validator(mode="after")
    def _in_order(self) -> Prize:
        if self.first > self.last:
            raise ValueError(f"名次从 {self.first} 到 {self.last} 前后颠倒")
        return self


class ByRankStep(Rule):
    """What a place in the ranking by `by` in this period earns; ties share a place and each earn its amount."""

    step: Literal["by_rank"]
    who: Literal["unit", "person"]
    by: Measure
    within: Literal["class", "all"] | None = None
    measure: Measure
    prizes: list[Prize] = []
    payer: str = ""

    @model_validator(mode="after")
    def _places_once(self) -> ByRankStep:
        for prize in self.prizes:
            to_units(prize.amount, self.measure)
        for one, two in zip(self.prizes, self.prizes[1:], strict=False):
            if one.last >= two.first:
                raise ValueError(f"{self.id} 的 prizes 应由前到后，名次不重叠")
        return self


class EntryRow(Strict):
    """What an entry of one level (blank: any) earns; `to_zero` takes away all the unit has in the measure."""

    level: str = ""
    amount: Amount | None = None
    to_zero: bool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> EntryRow:
        if (self.amount is None) != self.to_zero:
            raise ValueError("请写 amount（数额）或 to_zero: true（不得分），只写一项")
        return self


class ManualStep(Rule):
    """What the office entered and signed (登记事项) of one `kind`; once per entry, or once per unit or person and tariff row."""

    step: Literal["manual"]
    kind: str = Field(min_length=1, description="登记事项的种类，如 负面曝光")
    measure: Measure
    tariff: list[EntryRow] = []
    once_per: Literal["entry", "unit", "person"] | None = "entry"


RowStep = BaseStep | MultiplyStep | SameStoryStep | ShareStep
"""Steps that look at rows alone; the others look at a unit's whole period."""
Step = Annotated[
    BaseStep
    | MultiplyStep
    | SameStoryStep
    | ShareStep
    | CapStep
    | ConvertStep
    | ByRankStep
    | QuotaStep
    | AboveStep
    | PenaltyStep
    | RewardStep
    | SanctionStep
    | CompositeStep
    | ManualStep,
    Field(discriminator="step"),
]
Opening = BaseStep | ByRankStep | PenaltyStep | RewardStep | SanctionStep | CompositeStep | ManualStep
"""Steps whose lines stand in an account of their own; a `convert` into another measure is one too."""

Paying = BaseStep | ConvertStep | ByRankStep
"""Steps that open an account somebody may have to pay; the accounts of others are the office's own."""


def measure_of(step: Step) -> Measure | None:
    """What a step's lines count; none where they count what the accounts it adjusts do."""
    if isinstance(step, ShareStep | ConvertStep):
        return step.into
    return step.measure if isinstance(step, Opening) else None


def conditions_of(step: Step) -> Iterator[tuple[Book, Where]]:
    """Every condition a step tests on rows, with the book whose rows it is tested on."""
    if isinstance(step, BaseStep):
        yield step.book, step.only
        for row in step.tariff:
            yield step.book, row.where
            yield step.book, Where({row.per.fact: {"at_least": 1}} if row.per else {})
    elif isinstance(step, MultiplyStep):
        yield Book.ADOPTION, step.where
    elif isinstance(step, QuotaStep):
        for target in step.targets:
            yield step.book, target.counts
            for other in target.equivalents:
                yield step.book, other.counts
            if isinstance(target.required, Relative) and target.required.of == "submitted":
                yield Book.SUBMISSION, target.required.counts
