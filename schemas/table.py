"""The common ground of all tables: a pandera class whose docstring and fields are the data dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.engines import pandas_engine

TIMESTAMP = "datetime64[us]"


class Text(pandas_engine.STRING):
    """Text is pandas' own type: asked of a column as a whole, where pandera would look at every cell of it."""

    def check(self, pandera_dtype: Any, data_container: Any = None) -> Any:
        """True for a column of pandas' text; whether cells are missing is the column's own check."""
        if isinstance(data_container, pd.Series) and data_container.dtype == "str":
            return True
        return super().check(pandera_dtype, data_container)


class Table(pa.DataFrameModel):
    """A table between two stages. `title` is the Chinese CSV header, `description` its meaning."""

    class Config:
        """Neither more nor fewer columns than declared, in the declared order."""

        strict = True
        ordered = True

    @classmethod
    @cache
    def to_schema(cls) -> pa.DataFrameSchema:
        """The declared columns, text as `Text`."""
        schema = super().to_schema()
        for column in schema.columns.values():
            if isinstance(column.dtype, pandas_engine.STRING):
                column.dtype = Text()  # type: ignore[call-arg]  # pandera writes __init__
        return schema

    @classmethod
    def headers(cls) -> dict[str, str]:
        """Column name → Chinese header, in order."""
        return {name: str(column.title) for name, column in cls.to_schema().columns.items()}

    @classmethod
    def blank(cls) -> pd.DataFrame:
        """The table with no rows and the right types."""
        return _blank(cls).copy()

    @classmethod
    def of(cls, records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Build the table from records; raises pandera's SchemaError when a record breaks the contract."""
        return cls.conform(
            pd.DataFrame(
                [{name: record[name] for name in cls.headers()} for record in records], columns=list(cls.headers())
            )
        )

    @classmethod
    def conform(cls, frame: pd.DataFrame) -> pd.DataFrame:
        """Put `frame` into the declared columns and types, then check it."""
        typed = pd.DataFrame({name: _typed(frame[name], kind) for name, kind in _types(cls).items()})
        typed = typed.reset_index(drop=True)
        if typed[_never_missing(cls)].isna().to_numpy().any():
            return cls.validate(typed)
        # the types are set and nothing is missing: what is left to check is what single columns ask beyond that
        return _conditions(cls).validate(typed)


@cache
def _blank(table: type[Table]) -> pd.DataFrame:
    """Checking an empty table costs as much as a full one, and many are needed."""
    return table.of([])


@cache
def _types(table: type[Table]) -> dict[str, Any]:
    return {name: _pandas_type(column.dtype) for name, column in table.to_schema().columns.items()}


@cache
def _never_missing(table: type[Table]) -> list[str]:
    return [name for name, column in table.to_schema().columns.items() if not column.nullable]


@cache
def _conditions(table: type[Table]) -> pa.DataFrameSchema:
    """The columns that ask for more than their type; pandera takes a millisecond for each."""
    columns = table.to_schema().columns.items()
    return pa.DataFrameSchema({name: column for name, column in columns if column.checks or column.unique})


def _typed(values: pd.Series[Any], kind: Any) -> pd.Series[Any]:
    """The values in their declared type; raises ValueError where a whole number is due and a part would be cut off."""
    typed = values.astype(kind)
    if kind == "int64" and not pd.api.types.is_integer_dtype(values) and (pd.to_numeric(values) != typed).any():
        raise ValueError(f"{values.name} must hold whole numbers")
    return typed


def _pandas_type(dtype: object) -> str:
    """The pandas type for a pandera one: text is `str` (never null), time is in microseconds."""
    name = str(dtype)
    if name.startswith("datetime64"):
        return TIMESTAMP
    return "str" if name.startswith(("string", "str", "object")) else name
