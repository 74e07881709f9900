"""The steps an assessment lists to turn rows into ledger lines: a closed set, each a small module of `pipeline.score`.

A step adds lines. Lines a base step adds belong to the account (款项) named by the step's id; steps that adjust
name those accounts in `of`, and their lines go to the same accounts, so that the sum of an account is what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.conditions import Where
from schemas.strict import Amount, Strict, to_units
from schemas.vocabulary import Book, Measure


class Rule(Strict):
    """Anything that has a consequence rests on a clause."""

    id: str = Field(min_length=1, description="规则代号，本文件内不重复")
    clause: str = Field(min_length=1, description="依据的条款编号，须列在 clauses 下")


class TariffRow(Strict):
    """What one item earns when it meets `where`: points, yuan or items."""

    where: Where = Where({})
    amount: Amount
    clause: str = Field(default="", description="这一档另有条款时写；不写即用本步骤的条款")


class BaseStep(Rule):
    """Each accepted row of `book` that meets `only` earns what its tariff row says; no row matches two."""

    step: Literal["base"]
    measure: Measure
    book: Book = Book.ADOPTION
    only: Where = Where({})
    tariff: list[TariffRow] = []

    @model_validator(mode="after")
    def _countable(self) -> BaseStep:
        for row in self.tariff:
            to_units(row.amount, self.measure)
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
    """

    step: Literal["same_story"]
    of: list[str] = Field(min_length=1)
    to: list[str] = []
    policy: Literal["each", "highest", "yield"] | None = None

    @model_validator(mode="after")
    def _yields_to_something(self) -> SameStoryStep:
        if self.policy == "yield" and not self.to:
            raise ValueError(f"{self.id} 的 policy 为 yield 时，请在 to 中写明让位于哪些款项")
        return self


class ShareStep(Rule):
    """Whose the accounts `of` are: the unit's own, or its authors' by `split`, or the reviewer's.

    Shares are rounded down to `smallest`, the rest goes round in the order signed.
    """

    step: Literal["share"]
    of: list[str] = Field(min_length=1)
    into: Measure
    payee: Literal["unit", "author", "reviewer"] | None = None
    split: Literal["equal", "first", "full"] | None = None
    smallest: Amount | None = None

    @model_validator(mode="after")
    def _countable(self) -> ShareStep:
        if self.smallest is not None and to_units(self.smallest, self.into) <= 0:
            raise ValueError(f"{self.id} 的最小单位应大于0")
        return self


class CapStep(Rule):
    """A unit's sum of the accounts `of` counts up to `limit` in a period; without a limit nothing is cut."""

    step: Literal["cap"]
    of: list[str] = Field(min_length=1)
    limit: Amount | None = None


class Target(Strict):
    """How many are owed: one number, or one per unit class or unit code. Counted are rows, or lines of `measure`."""

    id: str = ""
    label: str = Field(min_length=1)
    counts: Where = Where({})
    measure: Measure | None = Field(default=None, description="按台账的哪种计量数；不写即一行数一篇")
    required: int | dict[str, int] = 0

    @property
    def key(self) -> str:
        """What other steps call it."""
        return self.id or self.label


class QuotaStep(Rule):
    """What the office as a whole or each unit owes in one book over a week, half-month, month, quarter or year.

    Weeks and months that the period cuts are owed in full (`cut`) or not at all (`whole`). A unit that sent nothing
    has done nothing (`zero`), or its duty cannot be checked (`unverifiable`).
    """

    step: Literal["quota"]
    scope: Literal["office", "unit"]
    book: Book = Book.ADOPTION
    period: Literal["week", "halfmonth", "month", "quarter", "year"] | None = None
    edges: Literal["whole", "cut"] = "whole"
    unreported: Literal["zero", "unverifiable"] | None = None
    targets: list[Target] = []


class Bearers(Strict):
    """Who of a unit bears a penalty: everyone on the roster, or those with one of `roles`."""

    classes: list[str] = Field(default=[], description="单位类别；不写即各类单位")
    roles: list[str] = Field(default=[], description="人员身份；不写即全体人员")


class PenaltyStep(Rule):
    """Each item short of the quota `of` costs `per_item`, borne by the unit or by each of its `bearers`."""

    step: Literal["penalty"]
    of: str
    measure: Measure
    per_item: Amount | None = None
    bearers: list[Bearers] | None = None

    @model_validator(mode="after")
    def _a_loss(self) -> PenaltyStep:
        if self.per_item is not None and to_units(self.per_item, self.measure) >= 0:
            raise ValueError(f"{self.id} 的 per_item 应为负数")
        return self


class Part(Strict):
    """What full completion of one target is worth."""

    target: str
    amount: Amount


class CompositeStep(Rule):
    """A unit's score from how far it met its targets: each part's amount × done ÷ required, rounded to `smallest`.

    `cap` holds each part at its amount; `partial: none` gives nothing below full completion.
    """

    step: Literal["composite"]
    measure: Measure
    parts: list[Part] = []
    cap: bool | None = None
    partial: Literal["prorata", "none"] | None = None
    smallest: Amount | None = None


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
    | QuotaStep
    | PenaltyStep
    | CompositeStep
    | ManualStep,
    Field(discriminator="step"),
]


def measure_of(step: Step) -> Measure | None:
    """What a step's lines count; none where they count what the accounts it adjusts do."""
    if isinstance(step, ShareStep):
        return step.into
    return step.measure if isinstance(step, BaseStep | PenaltyStep | CompositeStep | ManualStep) else None


def conditions_of(step: Step) -> Iterator[tuple[Book, Where]]:
    """Every condition a step tests, with the book whose rows it is tested on."""
    if isinstance(step, BaseStep):
        yield step.book, step.only
        for row in step.tariff:
            yield step.book, row.where
    elif isinstance(step, MultiplyStep):
        yield Book.ADOPTION, step.where
    elif isinstance(step, QuotaStep):
        for target in step.targets:
            yield step.book, target.counts
