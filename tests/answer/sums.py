"""What a statement adds up to, by its printed cells."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.answer.grid import Grid
from pipeline.answer.statement import Statement
from schemas.vocabulary import SCALE, Measure

COLUMNS = {Measure.UNIT_POINTS: "积分", Measure.CASH: "奖励（元）", Measure.UNIT_FUNDS: "经费（元）"}


def grid(statement: Statement, caption: str) -> Grid | None:
    """The table of that caption, if the statement has it."""
    return next((one for one in statement.grids if one.caption == caption), None)


def column(one: Grid | None, title: str) -> list[int]:
    """The cells of a column as integers, without its total."""
    titles = [heading.title for heading in one.headings] if one else []
    return [int(row[titles.index(title)]) for row in one.rows] if one and title in titles else []


def summed(statement: Statement, measure: Measure) -> int:
    """Rows and other lines of a measure together."""
    rows = sum(column(grid(statement, "填报行及处理结果"), COLUMNS[measure]))
    other = grid(statement, "其他增减")
    amounts = [str(row[-1]) for row in other.rows if row[0] == measure] if other else []
    return rows + sum(int(Decimal(re.sub(r"[^\d.-]", "", text)) * SCALE[measure]) for text in amounts)
