"""A month's 简报: its own masthead, who edits it and when, 报, 送 and 发 at the end; other periods keep the red head."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.bulletin import render, word
from pipeline.bulletin.edition import Edition
from pipeline.bulletin.forms import forms as published
from pipeline.bulletin.parts import loose_numbers
from pipeline.bulletin.view import INTERNAL, PUBLIC, view
from pipeline.bulletin.word_parts import BRIEF_PARTS, BRIEF_TEMPLATE, PARTS, TEMPLATE, default_template, pack, unpack
from pipeline.errors import OfficeError
from pipeline.sheets.dispatch import dispatch_form
from pipeline.workspace import Workspace
from schemas.office import Brief
from tests.bulletin import texts
from tests.bulletin.made_up import figures, month, office
from tests.bulletin.word_file import DOCUMENT, lines

OWN = Brief(
    name="云岭教育信息", issuer="云岭县教育局宣传中心", running_number=True, reported_to="县委办公室", sent_to="市教育局",
    issued_to="各学校",
)  # fmt: skip


@cache
def forms(edition: Edition = INTERNAL, own: bool = False) -> dict[str, str]:
    """Form → text of the month's 简报."""
    made = view(month(issued=True, office=office(brief=OWN if own else Brief())), edition)
    files = {
        "b.html": render.html(made).encode(),
        "b.pdf": render.pdf(made),
        "b.docx": word.docx(made, BRIEF_TEMPLATE.read_bytes()),
    }
    return texts.of_forms(files, "b")


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_its_masthead_comes_from_the_offices_names(form: str) -> None:
    text = forms()[form]
    begin = "云岭县教育局信息宣传简报第期云岭县教育局办公室编年月日2026年8月全县教育系统信息宣传工作情况通报根据《"
    assert begin in text
    assert "（此件不公开）" in text
    end = "送：市教育局办公室，县委宣传部，县委办公室，县政府办公室，局领导发：各中心校、局直各学校，局机关各科室"
    assert end in text
    assert not any(word in text for word in ("教育局文件", "〔〕号", "抄送：", "日印发", "报：县委办公室"))


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_an_office_may_give_it_a_name_an_editor_and_readers(form: str) -> None:
    text = forms(own=True)[form]
    assert "云岭教育信息第期（总第期）云岭县教育局宣传中心编年月日" in text
    assert "报：县委办公室送：市教育局发：各学校" in text


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_its_public_edition_has_the_same_head_and_nothing_internal(form: str) -> None:
    text = forms(PUBLIC)[form]
    assert "云岭县教育局信息宣传简报第期" in text
    assert "发：各中心校、局直各学校，局机关各科室" in text
    assert not any(word in text for word in ("此件不公开", "元", "电话", "报表情况"))


@pytest.mark.parametrize("length", range(10, 19))
def test_a_name_of_any_length_stands_on_one_line(length: int) -> None:
    name = "云" * length
    made = replace(view(month(issued=True, office=office(brief=Brief(name=name)))), annexes=(), sections=())
    first = PdfReader(io.BytesIO(render.pdf(made))).pages[0].extract_text().split()
    assert first[0] == name


def test_it_has_no_room_for_a_seal_and_no_addressees_under_the_title() -> None:
    brief, letter = (render.html(view(one)) for one in (month(), figures()))
    assert ('class="signature"' in brief, 'class="addressed"' in brief) == (False, False)
    assert ('class="signature"' in letter, 'class="addressed"' in letter) == (True, True)


def test_pages_are_even_and_its_readers_close_the_last() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render.pdf(view(month())))).pages]
    assert len(pages) % 2 == 0
    assert [number for number, text in enumerate(pages, 1) if "送：" in text] == [len(pages)]


def test_every_number_it_says_is_in_it() -> None:
    assert loose_numbers(view(month())) == []


def test_other_periods_stand_under_the_red_head() -> None:
    made = view(figures())
    assert made.brief is None
    assert (made.masthead, made.document_number) == ("云岭县教育局文件", "〔　　　　〕　　号")
    assert "云岭县教育局文件〔〕号云岭县教育局关于2026年第三季度" in texts.of_page(render.html(made))


@pytest.mark.parametrize(
    ("name", "department", "full"),
    [
        ("临溪县教育局", "局办公室", "临溪县教育局办公室"),
        ("临溪县教育局", "临溪县教育局宣传科", "临溪县教育局宣传科"),
        ("临溪县教育局", "宣传科", "临溪县教育局宣传科"),
        ("某公司", "公司综合科", "某公司综合科"),
    ],
)
def test_a_department_is_told_by_its_full_name(name: str, department: str, full: str) -> None:
    assert office(name=name, department=department).full_department == full


def test_its_dispatch_form_has_its_number_and_its_readers() -> None:
    text = texts.of_pdf(dispatch_form(view(month(office=office(brief=OWN)))))
    assert "期数：第期（总第期）编发日期：年月日" in text
    assert "报：县委办公室送：市教育局发：各学校附件：" in text
    assert not any(word in text for word in ("发文字号", "主送", "抄送", "成文日期"))


def test_the_templates_are_what_their_parts_make() -> None:
    assert unpack(BRIEF_TEMPLATE.read_bytes()) == unpack(default_template(PARTS, BRIEF_PARTS))


def test_a_template_of_the_other_kind_is_refused_by_its_name() -> None:
    with pytest.raises(OfficeError) as stopped:
        word.docx(view(month()), TEMPLATE.read_bytes())
    assert stopped.value.headline == "通报的 Word 模板（brief.docx）有问题，没有生成通报"
    said = "\n".join(stopped.value.problems)
    assert "缺少标记“{{ 期数 }}”" in said
    assert "不认识的标记“{{ 发文字号 }}”" in said


def test_a_word_file_has_no_line_for_readers_it_does_not_have() -> None:
    made = word.docx(view(month()), BRIEF_TEMPLATE.read_bytes())
    assert [text[:2] for text in lines(made)[-2:]] == ["送：", "发："]


def test_an_offices_own_template_is_used(tmp_path: Path) -> None:
    parts = unpack(BRIEF_TEMPLATE.read_bytes())
    own = parts[DOCUMENT].decode().replace("{{ 编发单位 }}", "编印：{{ 编发单位 }}")
    workspace = Workspace(tmp_path, tmp_path)
    workspace.brief_template.write_bytes(pack({**parts, DOCUMENT: own.encode()}))
    assert "编印：云岭县教育局办公室编" in texts.of_word(published(workspace, view(month()))["bulletin.docx"])
