"""base: each row earns what its tariff row says, at once or by a number of the row."""

from __future__ import annotations

import pandas as pd

from pipeline.conditions import mask
from pipeline.score.lines import row_lines, worded, written
from pipeline.score.work import Work
from schemas.conditions import FACTS
from schemas.steps import BaseStep, Per, TariffRow
from schemas.strict import to_units
from schemas.vocabulary import Book

PIECE = {Book.ADOPTION: "篇", Book.SUBMISSION: "条"}


def base_lines(step: BaseStep, work: Work) -> pd.DataFrame:
    """Lines for the rows that meet `step.only` and one tariff row; tariff rows never overlap (checked on loading)."""
    rows = work.rows
    eligible = rows[mask(rows, step.only) & (rows["book"] == step.book)]
    parts = [row_lines(eligible.iloc[:0], step.measure, step.id, step.clause)]
    for tariff in step.tariff:
        met = eligible[priced(eligible, tariff)]
        lines = row_lines(met, step.measure, step.id, tariff.clause or step.clause)
        parts.append(_by_number(step, tariff, met, lines) if tariff.per else _at_once(step, tariff, lines))
    return pd.concat(parts).sort_index(kind="stable")


def priced(rows: pd.DataFrame, tariff: TariffRow) -> pd.Series[bool]:
    """The rows a tariff row is for; where it goes by a number, those for which the number is known."""
    met = mask(rows, tariff.where)
    return met & (rows[tariff.per.fact] > 0) if tariff.per else met


def _at_once(step: BaseStep, tariff: TariffRow, lines: pd.DataFrame) -> pd.DataFrame:
    amount, piece = to_units(tariff.amount, step.measure), PIECE[step.book]
    return lines.assign(amount=amount, arithmetic=f"每{piece}{written(amount, step.measure)} × 1{piece}")


def _by_number(step: BaseStep, tariff: TariffRow, rows: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """amount × number ÷ each, in whole `smallest` by the rounding the assessment names."""
    per = tariff.per
    assert per is not None  # the caller asked
    fact, each = FACTS[per.fact], to_units(tariff.amount, step.measure)
    divisor = per.each * fact.scale * to_units(per.smallest, step.measure)
    amounts = _rounded(per, rows[per.fact] * each, divisor) * to_units(per.smallest, step.measure)
    price = f"{written(each, step.measure)} ÷ {per.each}{fact.unit}"

    def words(number: int, amount: int) -> str:
        whole, rest = divmod(number, fact.scale)
        known = f"{whole}.{rest:02}" if rest else f"{whole}"
        return f"{fact.label}{known}{fact.unit} × {price} → {written(amount, step.measure)}"

    return lines.assign(amount=amounts, arithmetic=worded(words, rows[per.fact], amounts))


def _rounded(per: Per, products: pd.Series[int], divisor: int) -> pd.Series[int]:
    raised = {"half": divisor // 2, "down": 0, "up": divisor - 1}[per.rounding]
    return (products + raised) // divisor
