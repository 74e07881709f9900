"""The printed pages measured: every rule of `layout_rules`, and what the standard asks of single pages."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from pipeline.bulletin import render
from pipeline.bulletin.parts import Paragraph, Section, View
from pipeline.bulletin.view import view
from tests.bulletin.layout_rules import RULES, Rule
from tests.bulletin.made_up import figures
from tests.bulletin.measure import Page, pages

BOTTOM_OF_TEXT, LINE, CHART_HEIGHT = 262.0, 225 / 22, 60.0
"""Millimetres; text of a chart's caption stands below its picture."""
PROSE = "各单位要认真落实要求按时报送统计表并且逐项核对标题媒体日期做到真实准确完整" * 30


@cache
def _document(kind: str = "quarter") -> Any:
    made = view(figures(20, 120)) if kind == "quarter" else _short(int(kind))
    return render.laid_out(made)


def _short(annexes: int) -> View:
    """A bulletin with a few annexes, the last of them on its side where there are two."""
    made = view(figures())
    return replace(made, annexes=(made.annexes[0], made.annexes[4])[:annexes])


@cache
def _pages(kind: str = "quarter") -> list[Page]:
    return pages(_document(kind))


@pytest.mark.parametrize("kind", ["quarter", "0", "1", "2"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_the_standard(kind: str, rule: Rule) -> None:
    assert rule(_pages(kind)) == []


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    made = replace(
        _short(0), opening=(Paragraph.of(PROSE * 2),), sections=(Section("一、试排", (Paragraph.of(PROSE),)),)
    )
    second = pages(render.laid_out(made))[1]
    assert [len(line.text) for line in second.lines] == [28] * 22


def test_the_first_page_is_filled_to_its_foot() -> None:
    first = _pages()[0]
    assert BOTTOM_OF_TEXT - max(line.bottom for line in first.lines) < LINE


def test_pages_of_the_body_are_full_but_for_the_last_two() -> None:
    body = [page for page in _pages() if any(line.tag in ("p", "h2") and not line.kind for line in page.lines)]
    for page in [one for one in body if one.number > 1][:-2]:
        foot = min((line.top for line in page.foot), default=BOTTOM_OF_TEXT)
        assert foot - max(line.bottom for line in page.lines) < 3 * LINE + CHART_HEIGHT * bool(page.foot)


def test_a_closing_sheet_after_a_blank_page_is_not_numbered() -> None:
    """版记 cannot stand on a sheet on its side: where that is an even page, a blank one comes between."""
    made = _short(2)
    for before in (0, 1):
        wide = (*(made.annexes[:1] * before), made.annexes[1])
        found = pages(render.laid_out(replace(made, annexes=wide)))
        if found[-2].blank:
            assert [line.text for page in found[-2:] for line in page.margin] == []
            assert any("抄送：" in line.text for line in found[-1].foot)
            return
    pytest.fail("neither ends on an even page on its side")


def test_the_file_is_tagged_named_and_has_bookmarks() -> None:
    made = view(figures())
    reader = PdfReader(io.BytesIO(render.pdf(made)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == "".join(made.title)
    names = [str(one["/Title"]) for one in reader.outline if isinstance(one, dict)]
    names += [str(one["/Title"]) for group in reader.outline if isinstance(group, list) for one in group]
    assert set(names) >= {section.heading for section in made.sections}
    assert all(any(annex.title in name for name in names) for annex in made.annexes)


def test_every_chart_of_the_file_says_its_figures_to_who_cannot_see() -> None:
    made = view(figures())
    reader = PdfReader(io.BytesIO(render.pdf(made)))
    said = {
        str(element["/Alt"]) for element in _elements(reader.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in element
    }
    assert said >= {chart.alt for section in made.sections for chart in section.charts}


def _elements(node: Any) -> list[Any]:
    node = node.get_object()
    if not hasattr(node, "get"):
        return []
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    below = [one for kid in kids if not isinstance(kid, int) for one in _elements(kid)]
    return [node, *below]
