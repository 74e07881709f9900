"""The Word template: the product's own is what its parts make, and an office's own is held to the same tags."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from contextlib import nullcontext
from pathlib import Path

import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from pipeline.bulletin.view import view
from pipeline.bulletin.word_parts import PARTS, TEMPLATE, default_template, pack, unpack
from pipeline.bulletin.word_template import STYLES
from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.produce import produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.workspace import Workspace
from tests.bulletin.made_up import figures
from tests.bulletin.word_file import DOCUMENT, lines, made, template_with
from tests.workspace import Return, office, row

BODY = '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t>{{ 正文 }}</w:t></w:r></w:p>'


def problems(template: bytes) -> str:
    with pytest.raises(OfficeError) as stopped:
        made(view(figures()), template)
    assert "Word 模板" in stopped.value.headline
    return "\n".join(stopped.value.problems)


def test_the_template_is_what_its_parts_make() -> None:
    assert unpack(TEMPLATE.read_bytes()) == unpack(default_template())


def test_the_template_embeds_no_font_and_tells_nothing_of_whoever_made_it() -> None:
    parts = unpack(TEMPLATE.read_bytes())
    assert all(name.endswith((".xml", ".rels")) for name in parts)
    assert b"creator" not in parts["docProps/core.xml"]
    assert b"embed" not in parts["word/fontTable.xml"]


def test_an_unknown_tag_is_named_with_those_there_are() -> None:
    said = problems(template_with(("{{ 附注 }}", "{{ 附注 }}{{ 签发人 }}")))
    assert "不认识的标记“{{ 签发人 }}”" in said
    assert "红头、标题、发文字号" in said


@pytest.mark.parametrize("tag", ["{{ ''.__class__ }}", "{% if 1 %}", "{# 说明 #}", "{{p 正文 }}", "{{ 附注|upper }}"])
def test_nothing_but_names_is_let_through(tag: str) -> None:
    assert f"不认识的标记“{tag}”" in problems(template_with(("{{ 附注 }}", "{{ 附注 }}" + tag)))


@pytest.mark.parametrize("tag", ["红头", "成文日期", "正文", "附件", "抄送"])
def test_a_missing_tag_is_named_so_that_nothing_is_left_out(tag: str) -> None:
    assert problems(template_with((f"{{{{ {tag} }}}}", "——"))) == f"缺少标记“{{{{ {tag} }}}}”，请补上"


def test_a_missing_draft_mark_is_named() -> None:
    template = TEMPLATE.read_bytes()
    parts = unpack(template)
    for name in ("word/header-odd.xml", "word/header-even.xml"):
        parts[name] = parts[name].replace("{{ 稿别 }}".encode(), b"")
    assert "缺少标记“{{ 稿别 }}”" in problems(pack(parts))


def test_every_fault_is_told_at_once() -> None:
    said = problems(template_with(("{{ 附注 }}", "{{ 备注 }}"), ("{{ 红头 }}", "{{ 抬头 }}")))
    assert [said.count(word) for word in ("{{ 备注 }}", "{{ 抬头 }}", "{{ 附注 }}", "{{ 红头 }}")] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "wrong",
    [
        BODY.replace("{{ 正文 }}", "正文如下：{{ 正文 }}"),
        BODY + BODY,
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="99"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{BODY}</w:tc></w:tr></w:tbl>',
        BODY.replace("</w:pPr>", "<w:sectPr/></w:pPr>"),
    ],
)
def test_a_block_stands_alone_in_one_paragraph(wrong: str) -> None:
    assert "标记“{{ 正文 }}”应当单独成一段" in problems(template_with((BODY, wrong)))


def test_braces_that_do_not_close_are_told() -> None:
    template = template_with((" —</w:t></w:r></w:p>", " — {{ 印发</w:t></w:r></w:p>"), part="word/footer-even.xml")
    assert "花括号不成对" in problems(template)


FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTE = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>见{{ 附注 }}</w:t></w:r></w:p></w:footnote></w:footnotes>'


def test_a_tag_in_a_footnote_is_refused() -> None:
    parts = unpack(TEMPLATE.read_bytes())
    kinds, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    part = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES}"/></Types>'
    relation = f'<Relationship Id="rId8" Type="{RELATIONSHIP_TYPE.FOOTNOTES}" Target="footnotes.xml"/></Relationships>'
    parts[kinds] = parts[kinds].replace(b"</Types>", part.encode())
    parts[relations] = parts[relations].replace(b"</Relationships>", relation.encode())
    assert problems(pack({**parts, "word/footnotes.xml": NOTE.encode()})) == "脚注里不能用标记，请移到正文"


def test_a_style_taken_out_is_named() -> None:
    template = template_with(('w:val="表文"', 'w:val="表格文字"'), part="word/styles.xml")
    assert problems(template) == "缺少样式“表文”，请在程序自带的模板上修改"


def test_a_template_without_a_page_is_told() -> None:
    assert "没有页面设置" in problems(template_with(('<w:pgSz w:w="11906" w:h="16838"/>', "")))


def _workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def _damaged() -> bytes:
    whole = TEMPLATE.read_bytes()
    return whole[: len(whole) // 2]


def _without_document() -> bytes:
    return pack({name: part for name, part in unpack(TEMPLATE.read_bytes()).items() if name != DOCUMENT})


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 old .doc", _damaged(), _workbook(), _without_document()])
def test_what_is_no_word_file_is_said_to_be_none(content: bytes) -> None:
    assert "文件打不开" in problems(content or b" ")


def test_an_office_may_word_move_and_style_as_it_likes() -> None:
    template = template_with(
        ("抄送：{{ 抄送 }}", "分送：{{ 抄送 }}"),
        (
            "<w:t>{{ 附注 }}</w:t>",
            '<w:t>{{</w:t></w:r><w:r><w:t xml:space="preserve"> 附</w:t></w:r><w:r><w:t>注 }}</w:t>',
        ),
    )
    said = lines(made(view(figures()), template))
    assert f"分送：{view(figures()).copied_to}" in said
    assert view(figures()).remark in said


def test_ids_of_styles_may_change_as_word_changes_them() -> None:
    template = template_with(('w:styleId="TableText"', 'w:styleId="a7"'), part="word/styles.xml")
    with zipfile.ZipFile(io.BytesIO(made(view(figures()), template))) as archive:
        document = archive.read(DOCUMENT).decode()
    assert '<w:pStyle w:val="a7"/>' in document
    assert "TableText" not in document


def test_every_style_that_blocks_use_is_in_the_template() -> None:
    styles = (PARTS / "word" / "styles.xml").read_text("utf-8")
    assert [
        name for name in STYLES.values() if f'<w:name w:val="{name.replace("Heading", "heading")}"/>' not in styles
    ] == []


def test_an_offices_own_template_is_used_and_a_wrong_one_leaves_the_last_bulletin(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    workspace.word_template.write_bytes(template_with(("抄送：{{ 抄送 }}", "分送：{{ 抄送 }}")))
    folder = _produced(workspace)
    before = (folder / "bulletin.docx").read_bytes()
    assert "分送：" in lines(before)[-2]
    used = json.loads((folder / "manifest.json").read_bytes())["inputs"]["bulletin.docx"]
    assert used == hashlib.sha256(workspace.word_template.read_bytes()).hexdigest()
    workspace.word_template.write_bytes(template_with(("{{ 抄送 }}", "{{ 抄报 }}")))
    with pytest.raises(OfficeError, match="不认识的标记"):
        _produced(workspace)
    assert (folder / "bulletin.docx").read_bytes() == before


def _produced(workspace: Workspace) -> Path:
    setting = open_setting(workspace, worker_processes(1), lambda _: nullcontext())
    return produce(setting, PeriodId.parse("2026Q3")).folder


def test_the_parts_are_text(tmp_path: Path) -> None:
    assert all(file.read_bytes().decode("utf-8") for file in PARTS.rglob("*") if file.is_file())
