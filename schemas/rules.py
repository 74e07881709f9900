"""The rules a period was scored by, as tables for the auditor: clauses, and the office's decisions."""

from __future__ import annotations

import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas.table import Table


class Clauses(Table):
    """条款: every clause of the assessment in our own words, with its place in the source document."""

    clause: Series[str] = pa.Field(title="条款", unique=True)
    place: Series[str] = pa.Field(title="出处")
    text: Series[str] = pa.Field(title="大意")


class Decisions(Table):
    """本单位决定: how the office settled what the assessment leaves open."""

    path: Series[str] = pa.Field(title="事项代号")
    clause: Series[str] = pa.Field(title="条款")
    question: Series[str] = pa.Field(title="未规定的事项")
    answer: Series[str] = pa.Field(title="本单位的决定")
    decided_by: Series[str] = pa.Field(title="决定人")
    decided_on: Series[str] = pa.Field(title="决定日期")
