"""multiply: what a row has earned, times a factor, as one more line with the difference."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from pipeline.conditions import mask
from pipeline.errors import OfficeError
from pipeline.score.lines import earned, row_lines, worded, written
from pipeline.score.work import Work
from schemas.steps import MultiplyStep
from schemas.strict import to_units
from schemas.vocabulary import Measure


def multiply_lines(step: MultiplyStep, work: Work) -> pd.DataFrame:
    """Lines that bring what rows meeting `step.where` have earned in `step.of` to its product with the factor.

    Raises OfficeError when a product does not come out even and the assessment names no smallest unit.
    """
    met = earned(work.ledger, step.of if step.factor is not None else [], work.rows[mask(work.rows, step.where)])
    products = [
        product(step, net, Measure(measure)) for net, measure in zip(met["amount"], met["measure"], strict=True)
    ]
    after = pd.Series(products, dtype="int64")
    lines = row_lines(met, met["measure"], met["account"], step.clause)

    def words(before: int, then: int, measure: str) -> str:
        return f"{step.say}：{written(before, Measure(measure))} × {step.factor} = {written(then, Measure(measure))}"

    return lines.assign(amount=after - met["amount"], arithmetic=worded(words, met["amount"], after, met["measure"]))


def product(step: MultiplyStep, amount: int, measure: Measure) -> int:
    """The amount times the factor."""
    smallest = to_units(step.smallest, measure) if step.smallest is not None else None
    said = f"考核办法 {step.id}：{written(amount, measure)} × {step.factor}"
    return nearest_product(amount * (step.factor or Decimal(0)), smallest, said)


def nearest_product(exact: Decimal, smallest: int | None, said: str) -> int:
    """A product in whole smallest units, halves away from zero; OfficeError, as `said`, when none is named and it is odd."""
    if smallest is None and exact != exact.to_integral_value():
        raise OfficeError(f"{said} 除不尽，请写明 smallest（最小单位）")
    coin = smallest or 1
    return int((exact / coin).quantize(Decimal(1), ROUND_HALF_UP)) * coin
