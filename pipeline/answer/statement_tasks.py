"""The statement's quotas: what the unit owed and did."""

from __future__ import annotations

import pandas as pd

from pipeline.answer.grid import Grid, Heading
from pipeline.bulletin.words import clean

HEADINGS = (
    Heading("任务", 30), Heading("时段", 22, "c"), Heading("应完成", 10, "r"), Heading("已完成", 10, "r"),
    Heading("差额", 10, "r"), Heading("说明", 24),
)  # fmt: skip


def task_grid(code: str, quotas: pd.DataFrame) -> Grid:
    """A line for each quota of the unit; what cannot be checked has no figures."""
    own = quotas[quotas["unit_code"] == code]
    rows = tuple(
        (
            clean(one["label"]),
            clean(one["span"]),
            one["required"],
            one["done"] if one["checkable"] else "—",
            one["short"] if one["checkable"] else "—",
            _note(one["checkable"], one["pending"], one["note"], one["span"]),
        )
        for one in own.to_dict("records")
    )
    return Grid("任务完成情况", HEADINGS, rows)


def _note(checkable: bool, pending: bool, note: str, span: str) -> str:
    said = [] if note == span else [clean(note)]
    said += ["无法核验"] if not checkable and not note else []
    return "；".join(filter(None, [*said, "差额未定" if pending else ""]))
