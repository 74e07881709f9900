"""The Word file says what the view says, in the same order, in the template's form, and is the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn

from pipeline.bulletin import render
from pipeline.bulletin.parts import Annex, Bar, Chart, Column, Paragraph, Section, Table, View
from pipeline.bulletin.view import view
from pipeline.bulletin.word_blocks import widths_of
from tests.bulletin.made_up import figures, office
from tests.bulletin.word_file import expected, has_head, lines, made, opened, rows, template_with

HOSTILE = "<w:t>&lt;{{ 7*7 }}{% raw %}{# 隐 #}</w:p>]]>&amp;\"'{_{ 1 }_}{_% %_}"
TWO = (Column("标题", 70, "left"), Column("数", 30, "right"))


def _with_cell(text: str, **changes: Any) -> View:
    base = replace(view(figures()), **changes)
    return replace(base, annexes=(_annex(text),))


def _annex(text: str, **changes: Any) -> Annex:
    return replace(Annex("one", "附件1", "试排", (Table(TWO, ((text, "1"),)),)), **changes)


def test_every_paragraph_and_cell_of_the_view_is_there_once_and_in_order() -> None:
    for shown in (view(figures()), view(figures(issued=True)), render.for_paper(view(figures(42, 900)))):
        assert lines(made(shown)) == expected(shown)


def test_the_tables_are_those_of_the_page() -> None:
    shown = view(figures(42, 300))
    assert rows(made(shown)) == _PageRows.of(render.html(shown))


class _PageRows(HTMLParser):
    """The rows of all tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    @classmethod
    def of(cls, page: str) -> list[list[str]]:
        parser = cls()
        parser.feed(page)
        return parser.rows

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.inside = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def test_text_that_looks_like_xml_or_a_tag_stays_text() -> None:
    title = (HOSTILE, "通报")
    shown = _with_cell(HOSTILE, title=title, masthead=HOSTILE, signed_by=HOSTILE, copied_to=HOSTILE)
    shown = replace(shown, sections=(Section(HOSTILE, (Paragraph.of(HOSTILE),), (_chart(HOSTILE),)),))
    made_file = made(shown)
    assert lines(made_file) == expected(shown)
    assert opened(made_file).core_properties.author == HOSTILE


def _chart(text: str) -> Chart:
    return Chart(text, text, (Bar(text, "3", 1.0, True), Bar("无", "0", 0.0, False), Bar("少", "1", 0.001, False)))


def test_characters_that_xml_cannot_hold_are_seen_as_such() -> None:
    for unfit in "\x00\x07\x0c\x1b\ud800\uffff":
        assert "前\ufffd后" in lines(made(_with_cell(f"前{unfit}后")))


def test_an_office_of_such_a_name_still_has_its_file() -> None:
    about = opened(made(replace(_with_cell("题"), signed_by="县\x00局"))).core_properties
    assert about.author == "县\ufffd局"


def test_rare_characters_come_through() -> None:
    assert "王𬭎、李㛃、陈堃、刘镕" in lines(made(_with_cell("王𬭎、李㛃、陈堃、刘镕")))


def test_tables_have_repeated_heads_fixed_widths_and_rows_that_do_not_break() -> None:
    wide = _annex("题", wide=True)
    document = opened(made(replace(_with_cell("题"), annexes=(_annex("题"), wide))))
    upright, lying = (table for table in document.tables if has_head(table._tbl))
    for table, width in ((upright, 8850), (lying, 12756)):
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(grid) == width
        assert grid == [width * 70 // 100, width - width * 70 // 100]
        marks = [[mark.tag for mark in row._tr.trPr] for row in table.rows]
        assert marks == [[qn("w:cantSplit"), qn("w:tblHeader")], [qn("w:cantSplit")]]


def test_widths_add_up_whatever_the_shares() -> None:
    columns = [Column("", width) for width in (7, 27, 24, 25, 10, 11, 3)]
    assert sum(widths_of(columns, 8850)) == 8850
    assert min(widths_of(columns, 8850)) > 200


@pytest.mark.parametrize(
    ("wide", "orientations"),
    [((), "竖"), ((0,), "竖"), ((1,), "竖横竖"), ((1, 0, 1), "竖横竖横竖"), ((0, 1, 1, 0), "竖横横竖")],
)
def test_only_wide_annexes_lie_on_their_side(wide: tuple[int, ...], orientations: str) -> None:
    shown = replace(_with_cell("题"), annexes=tuple(_annex("题", wide=bool(one)) for one in wide))
    sections = opened(made(shown)).sections
    assert "".join("横" if one.orientation == WD_ORIENT.LANDSCAPE else "竖" for one in sections) == orientations
    for one in sections:
        upright = (one.top_margin.mm, one.right_margin.mm, one.bottom_margin.mm, one.left_margin.mm)
        turned = upright[-1:] + upright[:-1] if one.orientation == WD_ORIENT.LANDSCAPE else upright
        assert [round(edge) for edge in turned] == ([37, 26, 35, 28] if turned is upright else [35, 28, 37, 26])


def test_after_an_annex_on_its_side_the_imprint_closes_an_even_page_of_its_own() -> None:
    upright, lying = _annex("题"), _annex("题", wide=True)
    last = {
        wide.wide: opened(made(replace(_with_cell("题"), annexes=(wide,)))).sections[-1] for wide in (upright, lying)
    }
    assert last[True].start_type == WD_SECTION.EVEN_PAGE
    assert last[False].start_type == WD_SECTION.NEW_PAGE


def test_upright_annexes_begin_a_page() -> None:
    document = opened(made(view(figures())))
    for paragraph in document.paragraphs:
        if paragraph.style.name == "附件编号":
            before = paragraph._p.getprevious()
            breaks = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            assert bool(paragraph.paragraph_format.page_break_before) != breaks


def test_pages_are_counted_through_all_sections() -> None:
    template = template_with(("<w:cols", '<w:pgNumType w:start="1"/><w:cols'))
    document = opened(made(replace(_with_cell("题"), annexes=(_annex("题", wide=True),)), template))
    assert len(document.sections) == 3
    assert [element.get(qn("w:start")) for element in document.element.iter(qn("w:pgNumType"))] == [None] * 3


def test_the_draft_mark_is_in_every_header_until_issued() -> None:
    for issued, marks in ((False, 2), (True, 0)):
        with zipfile.ZipFile(io.BytesIO(made(view(figures(issued=issued))))) as archive:
            headers = [archive.read(name).decode() for name in archive.namelist() if "header" in name]
        assert sum('string="征求意见稿"' in header for header in headers) == marks
        assert sum("textpath" in header for header in headers) == marks


def test_a_long_masthead_is_set_smaller_and_a_short_one_as_the_template_has_it() -> None:
    long = "某某某自治县教育体育和科学技术局关心下一代工作委员会文件"
    sizes = {}
    for masthead in ("县局文件", long):
        paragraph = opened(made(view(figures(office=office(masthead=masthead))))).paragraphs[0]
        sizes[masthead] = paragraph.runs[0].font.size
    assert sizes["县局文件"] is None
    assert sizes[long].twips * len(long) <= 8850


def test_a_chart_has_its_figures_as_text_and_bars_as_long_as_they_are() -> None:
    shown = replace(_with_cell("题"), sections=(Section("一、试排", (), (_chart("图"),)),))
    chart = opened(made(shown)).tables[0]._tbl
    spans = [
        [int(cell.tcPr.gridSpan.val) for cell in row.tc_lst if cell.tcPr.find(qn("w:shd")) is not None]
        for row in chart.tr_lst
    ]
    assert spans == [[30], [], [1]]


def test_the_file_names_the_office_and_the_periods_end_and_nobody_elses_clock() -> None:
    shown = replace(view(figures()), period_end=date(2026, 9, 20), title=("长" * 200, "题" * 200))
    about = opened(made(shown)).core_properties
    assert (about.author, about.last_modified_by, about.revision) == (shown.signed_by, shown.signed_by, 1)
    assert about.created.isoformat() == about.modified.isoformat() == "2026-09-20T00:00:00+00:00"
    assert about.title == "长" * 200 + "题" * 55


FINGERPRINT = """
import hashlib
from pipeline.bulletin.view import view
from tests.bulletin.made_up import figures
from tests.bulletin.word_file import made
print(hashlib.sha256(made(view(figures()))).hexdigest())
"""


def test_the_same_bytes_in_another_process_zone_and_place() -> None:
    here = made(view(figures()))
    with zipfile.ZipFile(io.BytesIO(here)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    elsewhere = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", FINGERPRINT], capture_output=True, text=True, check=True, env=elsewhere)
    assert ran.stdout.strip() == hashlib.sha256(here).hexdigest()
