from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from pipeline.bulletin import render
from pipeline.bulletin.fonts import FONTS
from pipeline.bulletin.parts import Column, Paragraph, Section, Table, View, prose, strings
from pipeline.bulletin.view import view
from tests.bulletin.made_up import figures, office, unit_table

RARE = "王𬭎、李㛃、陈堃、刘镕"
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}=1+1<img src=http://127.0.0.1:9/x.png>"


@cache
def _pdf(issued: bool = False) -> bytes:
    return render.pdf(view(figures(issued=issued)))


def _pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def _small(**changes: Any) -> View:
    """A view with two annexes, quick to lay out."""
    made = view(figures())
    return replace(made, **{"annexes": (made.annexes[0], made.annexes[3]), **changes})


def _with_cell(text: str) -> View:
    made = _small()
    table = Table((Column("标题", 70, "left"), Column("单位", 30)), ((text, "甲校"),))
    return replace(made, annexes=(replace(made.annexes[0], tables=(table,)),))


def test_hostile_titles_are_shown_as_text_in_html() -> None:
    page = render.html(_with_cell(HOSTILE))
    assert page.count("<script") == 1  # the page's own
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}=1+1" in page
    assert "<img" not in page


def test_hostile_titles_are_shown_as_text_in_pdf_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fetch = render.NothingFetched.fetch

    def watched(self: render.NothingFetched, url: str, headers: dict[str, str] | None = None) -> Any:
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(render.NothingFetched, "fetch", watched)
    text = "".join(_pages(render.pdf(_with_cell(HOSTILE))))
    assert "<script>alert(1)</script>{{7*7}}=1+1" in text
    assert all(url.startswith("data:image/svg+xml;base64,") for url in asked)


def test_anything_but_data_is_refused_loudly() -> None:
    with pytest.raises(render.FetchRefused):
        render.NothingFetched().fetch("http://127.0.0.1:9/x.png")
    with pytest.raises(render.FetchRefused):
        render.NothingFetched().fetch("file:///etc/hostname")


def test_long_cells_are_laid_out_in_seconds() -> None:
    began = time.perf_counter()
    text = "".join(_pages(render.pdf(_with_cell("长" * 2000))))
    assert text.count("长") >= 2000
    assert time.perf_counter() - began < 20


def test_pages_are_even_and_the_imprint_closes_the_last() -> None:
    pages = _pages(_pdf())
    assert len(pages) % 2 == 0
    assert [number for number, text in enumerate(pages, 1) if "抄送：" in text] == [len(pages)]


@pytest.mark.parametrize("annexes", [0, 1, 2])
def test_pages_are_even_whatever_the_annexes(annexes: int) -> None:
    made = _small()
    pages = _pages(render.pdf(replace(made, annexes=made.annexes[:annexes])))
    assert len(pages) % 2 == 0
    assert "印发" in pages[-1]


def test_pages_are_numbered() -> None:
    assert all(f"—{number}—" in text for number, text in enumerate(_pages(_pdf()), 1))


def test_the_draft_mark_stands_on_every_page_until_issued() -> None:
    assert all("征求意见稿" in text for text in _pages(_pdf()))
    assert not any("征求意见稿" in text for text in _pages(_pdf(issued=True)))
    assert "征求意见稿" not in render.html(view(figures(issued=True)))


def test_every_sentence_of_the_view_is_in_html_and_pdf() -> None:
    made = view(figures())
    page = re.sub(r"<[^>]*>|\s", "", render.html(made))  # links stand within sentences
    text = re.sub(r"—\d+—|征求意见稿", "", "".join(_pages(_pdf())))
    for paragraph in prose(made):
        said = re.sub(r"\s", "", paragraph.text)
        assert said in page
        assert _printed(said, text)


def _printed(said: str, text: str) -> bool:
    """Whether a paragraph stands in the text, be it on two pages with charts at the foot of the first."""
    return any(said[:at] in text and said[at:] in text for at in range(len(said)))


def test_every_cell_of_the_view_is_in_html_and_pdf() -> None:
    made = view(figures())
    page, text = render.html(made), "".join(_pages(_pdf()))
    for annex in made.annexes:
        for table in annex.tables:
            for cell in {cell for row in [*table.rows, table.total] for cell in row}:
                assert cell in page
                assert re.sub(r"\s", "", cell) in text


def test_rare_names_have_a_glyph() -> None:
    made = _with_cell(RARE)
    reader = PdfReader(io.BytesIO(render.pdf(made)))
    text = "".join(page.extract_text() for page in reader.pages)
    assert all(char in text for char in RARE)
    assert render.missing_glyphs(made) == []


def test_a_character_no_font_has_is_reported() -> None:
    assert render.missing_glyphs(_with_cell("甲\U0010fffd乙")) == ["\U0010fffd"]


def test_only_fonts_of_the_lists_are_used() -> None:
    names = {name.replace(" ", "") for families in FONTS.values() for name in families}
    used = [re.sub(r"-(Regular|Bold|Light|Medium)$", "", font).replace("-", "") for font in render.fonts_used(_pdf())]
    assert used
    assert all(font in names for font in used)


def test_too_many_rows_give_a_digest_on_paper_and_all_on_screen() -> None:
    made = view(figures())
    annexes = tuple(replace(annex, pdf_limit=3) for annex in made.annexes)
    paper = render.for_paper(replace(made, annexes=annexes))
    accepted = next(annex for annex in paper.annexes if annex.key == "accepted")
    assert [table.rows for table in accepted.tables] == [table.rows for table in accepted.digest]
    assert accepted.title == "2026年第三季度各单位采用篇数"
    assert "全部条目载于 bulletin.html" in accepted.intro[-1].text
    assert sum(int(row[1]) for row in accepted.tables[0].rows) == figures().units["items"].sum()


def test_a_long_masthead_still_fits_one_page() -> None:
    made = view(figures(office=office(masthead="某某某自治县教育体育和科学技术局关心下一代工作委员会文件")))
    pages = _pages(render.pdf(replace(made, annexes=())))
    assert "工作委员会文件" in pages[0]
    assert len(pages) < 12


def test_lines_of_chinese_end_flush() -> None:
    """Without the patch of WeasyPrint's justification the right edges differ by up to several characters."""
    text = "各单位要认真落实要求（不含附件），按时报送；报送前逐项核对“标题”“媒体”“日期”，做到真实、准确、完整。" * 4
    made = replace(_small(), annexes=(), sections=(Section("一、试排", (Paragraph.of(text),)),))
    edges = _right_edges(made)
    assert len(edges) > 6
    assert max(edges) - min(edges) < 2


def _right_edges(made: View) -> list[float]:
    """The right edge of the last character of every full line, from WeasyPrint's own boxes."""
    render.justify.install()
    document = render.laid_out(made)
    boxes = (box for page in document.pages for box in page._page_box.descendants())
    lines = [
        [part for part in box.descendants() if hasattr(part, "text")]
        for box in boxes
        if type(box).__name__ == "LineBox" and box.element_tag == "p"
    ]
    full = [
        texts for texts in lines if sum(len(text.text) for text in texts) > 24 and not texts[-1].text.endswith("。")
    ]
    return [texts[-1].position_x + texts[-1].width - texts[-1].style["letter_spacing"] for texts in full]


FINGERPRINT = """
import hashlib
from pipeline.bulletin import render
from pipeline.bulletin.view import view
from tests.bulletin.made_up import figures
made = view(figures(issued=True))
print(hashlib.sha256(render.html(made).encode()).hexdigest(), hashlib.sha256(render.pdf(made)).hexdigest())
"""


def test_same_bytes_under_another_hash_seed_timezone_and_locale() -> None:
    page = hashlib.sha256(render.html(view(figures(issued=True))).encode()).hexdigest()
    here = [page, hashlib.sha256(_pdf(issued=True)).hexdigest()]
    elsewhere = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", FINGERPRINT], capture_output=True, text=True, check=True, env=elsewhere)
    assert ran.stdout.split() == here


def test_no_string_of_the_view_is_marked() -> None:
    assert not any(re.search("[\ufdd0-\ufdef]", text) for text in strings(view(figures())))


def test_a_view_of_one_class_has_one_ranking() -> None:
    units = unit_table([{"name": "甲校", "points": 2000}, {"name": "乙校", "points": 1000}])
    assert len(view(figures(units=units)).annexes[0].tables) == 1
