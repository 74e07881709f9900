"""The guide's example files as assessments, and what their tests share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from pipeline.rules import ASSESSMENTS
from pipeline.score.work import Past
from pipeline.yaml_file import read_yaml
from schemas.assessment import Assessment
from tests.score.case import Place, Scored, adoption, scored

TOWN = Place(
    units={"A01": "甲类", "B01": "甲类", "C01": "乙类"},
    outlets={"县报": ("county", "报纸"), "市报": ("city", "报纸"), "市台": ("city", "电视")},
    people={
        "P1": ("张三", "A01", "教师"), "P2": ("李四", "A01", "办公室人员"), "P3": ("王五", "B01", "专职记者"), "P4": ("赵六", "A01", "负责人"),
    },
)  # fmt: skip


@cache
def example(name: str) -> Assessment:
    """The example file whose name begins so."""
    path = next((ASSESSMENTS / "examples").glob(f"{name}-*.yaml"))
    return Assessment.model_validate(read_yaml(path))


def run(name: str, *rows: dict[str, Any], place: Place = TOWN, **more: Any) -> Scored:
    """Rows scored under an example."""
    return scored(example(name), list(rows), place, **more)


def past(one: Scored) -> Past:
    """A scored period as a later one sees it."""
    return replace(one.work.now, rows=one.work.rows)


def on(
    month: int, day: int, title: str = "稿件甲", outlet: str = "市报", year: int = 2026, **more: Any
) -> dict[str, Any]:
    """An adoption of a day."""
    return adoption(title=title, outlet_text=outlet, published_on=date(year, month, day), **more)
