"""convert: each unit's or person's sum times a factor, as yuan for points or a coefficient by headcount."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from pipeline.conditions import mask
from pipeline.score.lines import line_of, lines_of, written
from pipeline.score.multiply import nearest_product
from pipeline.score.work import Work
from schemas.roster import headcounts
from schemas.steps import ConvertStep
from schemas.strict import to_units
from schemas.vocabulary import SCALE, Basis, Measure


def convert_lines(step: ConvertStep, work: Work) -> pd.DataFrame:
    """A line for each sum that is not nothing: the product, or the difference to it in the accounts' own measure.

    Raises OfficeError when a product does not come out even and the assessment names no smallest unit.
    """
    factors = _factors(step, work)
    lines = work.ledger[work.ledger["account"].isin(step.of)]
    lines = lines[(lines["person"] != "") == (step.who == "person")]
    sums = lines.groupby(["unit_code", "person", "measure"])["amount"].sum().reset_index()
    known = sums[(sums["amount"] != 0) & sums["unit_code"].isin(list(factors))]
    return lines_of(_line(step, work, one, factors[one["unit_code"]]) for one in known.to_dict("records"))


def _factors(step: ConvertStep, work: Work) -> dict[str, Decimal]:
    """Unit code → its factor; the first rate that fits."""
    units = work.units.assign(headcount=headcounts(work.units))
    found: dict[str, Decimal] = {}
    for rate in step.rates:
        for unit in units.loc[mask(units, rate.where), "unit_code"]:
            found.setdefault(unit, rate.factor)
    return found


def _line(step: ConvertStep, work: Work, one: dict[Any, Any], factor: Decimal) -> dict[str, Any]:
    measure = Measure(one["measure"])
    smallest = to_units(step.smallest, step.into) if step.smallest is not None else None
    exact = Decimal(one["amount"]) * factor * SCALE[step.into] / SCALE[measure]
    amount = nearest_product(exact, smallest, f"考核办法 {step.id}：{written(one['amount'], measure)} × {factor}")
    said = f"合计{written(one['amount'], measure)} × {factor} = {written(amount, step.into)}"
    who, basis = (one["unit_code"], one["person"]), (Basis.SUM, "、".join(step.of))
    if measure == step.into:
        return line_of(step, work, measure, who, amount - one["amount"], said, basis, step.of[-1])
    return line_of(step, work, step.into, who, amount, said, basis)
