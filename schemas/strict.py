"""The common ground of rule and settings files: unknown keys are refused, amounts are exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from schemas.vocabulary import SCALE, Measure


class Strict(BaseModel):
    """Unknown keys are refused; values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Strict):
    """Anything that has a consequence rests on a clause."""

    id: str = Field(min_length=1, description="规则代号，本文件内不重复")
    clause: str = Field(min_length=1, description="依据的条款编号，须列在 clauses 下")


def _exact(value: Any) -> Decimal:
    """An amount as written; binary fractions are refused because 0.1 is not one tenth."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f'数额 {value!r} 请写成整数，小数请加引号，如 "0.5"')
    try:
        exact = Decimal(value)
    except ArithmeticError as error:
        raise ValueError(f"“{value}”不是数额") from error
    if not exact.is_finite():
        raise ValueError(f"“{value}”不是数额")
    return exact


Amount = Annotated[Decimal, BeforeValidator(_exact)]


def to_units(amount: Decimal, measure: Measure) -> int:
    """Points or yuan as the ledger's integer; raises ValueError when it is finer than the ledger counts."""
    scaled = amount * SCALE[measure]
    if scaled != scaled.to_integral_value():
        raise ValueError(f"数额 {amount} 的位数过多，{measure}最小计到 1/{SCALE[measure]}")
    return int(scaled)
