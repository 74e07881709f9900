"""Steps about what units owe (任务): quotas, and what follows from falling short of one or meeting it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schemas.conditions import Where
from schemas.strict import Amount, Rule, Strict, to_units
from schemas.vocabulary import Book, Measure


class Relative(Strict):
    """A number owed that depends on what was done: at least `share` of it, rounded up to whole items.

    Of `submitted` lines of 报送台账 that meet `counts` (an adoption rate), or of the unit's own `even` pace: its total
    over all spans of the period, divided by their number.
    """

    share: Amount
    of: Literal["submitted", "even"]
    counts: Where = Where({})

    @model_validator(mode="after")
    def _a_part(self) -> Relative:
        if not 0 < self.share <= 1:
            raise ValueError('share（占比）应大于0，不超过1，如 "0.3"')
        return self


class Equivalent(Strict):
    """Rows of another kind that stand in for items: every whole `each` of them count as one."""

    counts: Where
    each: int = Field(ge=1)


class Target(Strict):
    """How many are owed: one number, one per unit class or unit code, or one that follows from what was done.

    Counted are rows, lines of `measure`, or what the office entered of the kind `entries` (登记事项).
    """

    id: str = ""
    label: str = Field(min_length=1)
    counts: Where = Where({})
    equivalents: list[Equivalent] = Field(default=[], description="折算：几篇别的抵一篇")
    measure: Measure | None = Field(default=None, description="按台账的哪种计量数；不写即一行数一篇")
    entries: str = Field(default="", description="数哪一种登记事项；写了就不数填报的行")
    required: int | dict[str, int] | Relative = 0

    @property
    def key(self) -> str:
        """What other steps call it."""
        return self.id or self.label


class QuotaStep(Rule):
    """What the office as a whole or each unit owes in one book over a week, half-month, month, period or year.

    Spans that the period cuts are owed in full (`cut`), not at all (`whole`), in the period in which they end, with
    what was done in the one before (`ended`), or as one with the span that follows (`join`). A unit that sent nothing
    has done nothing (`zero`), or its duty cannot be checked (`unverifiable`).
    """

    step: Literal["quota"]
    scope: Literal["office", "unit"]
    book: Book = Book.ADOPTION
    period: Literal["week", "halfmonth", "month", "quarter", "period", "year"] | None = None
    edges: Literal["whole", "cut", "ended", "join"] = "whole"
    unreported: Literal["zero", "unverifiable"] | None = None
    targets: list[Target] = []


class Bearers(Strict):
    """Who of a unit is meant: everyone on the roster, or those with one of `roles`."""

    classes: list[str] = Field(default=[], description="单位类别；不写即各类单位")
    roles: list[str] = Field(default=[], description="人员身份；不写即全体人员")


class Consequence(Rule):
    """What follows for a unit, or for each of its `bearers`, from a quota `of`.

    With `in_a_row` only for who was short in so many periods that follow on one another, this one the last.
    """

    of: str
    measure: Measure
    bearers: list[Bearers] | None = None
    in_a_row: int = Field(default=1, ge=1, description="连续几期才适用")


class Band(Strict):
    """What a shortfall of at least and at most so many costs in all."""

    at_least: int = Field(ge=1)
    at_most: int | None = None
    amount: Amount

    @model_validator(mode="after")
    def _in_order(self) -> Band:
        if self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"一档从 {self.at_least} 到 {self.at_most} 前后颠倒")
        return self


class PenaltyStep(Consequence):
    """Each item short of the quota costs `per_item`, or a shortfall costs what its band says."""

    step: Literal["penalty"]
    per_item: Amount | None = None
    bands: list[Band] = []

    @model_validator(mode="after")
    def _a_loss(self) -> PenaltyStep:
        for name, amount in (("per_item", self.per_item), *(("bands", band.amount) for band in self.bands)):
            if amount is not None and to_units(amount, self.measure) >= 0:
                raise ValueError(f"{self.id} 的 {name} 应为负数")
        if self.measure == Measure.SANCTIONS:
            raise ValueError(f"{self.id} 没有数额可扣，{Measure.SANCTIONS}请写成 step: sanction")
        if self.bands and self.per_item is not None:
            raise ValueError(f"{self.id} 的 per_item（每差一件扣多少）和 bands（分档）只写一项")
        return self

    @model_validator(mode="after")
    def _bands_in_order(self) -> PenaltyStep:
        for one, two in zip(self.bands, self.bands[1:], strict=False):
            if one.at_most is None or one.at_most >= two.at_least:
                raise ValueError(f"{self.id} 的 bands 应由少到多，各档不重叠")
        return self


class RewardStep(Consequence):
    """What a quota that was `met` earns once, or each item `over` it."""

    step: Literal["reward"]
    on: Literal["met", "over"]
    amount: Amount | None = None

    @model_validator(mode="after")
    def _a_gain(self) -> RewardStep:
        if self.amount is not None and to_units(self.amount, self.measure) <= 0:
            raise ValueError(f"{self.id} 的 amount 应为正数")
        return self


class SanctionStep(Consequence):
    """What falling short of the quota entails that has no amount: `say` it, e.g. 作出书面检查."""

    step: Literal["sanction"]
    measure: Literal[Measure.SANCTIONS] = Measure.SANCTIONS
    say: str = Field(min_length=1, description="怎样处理，几个字，如 作出书面检查")


class AboveStep(Rule):
    """Only what goes beyond the target counts in the accounts `of`: the first rows up to its number earn nothing."""

    step: Literal["above"]
    of: list[str] = Field(min_length=1)
    target: str = Field(min_length=1, description="哪一项任务")


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
