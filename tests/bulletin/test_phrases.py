"""The sentences as macros: the product's own, and an office's in their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.bulletin.parts import Paragraph, loose_numbers
from pipeline.bulletin.phrases import FOLDER, product_wording, wording_of
from pipeline.bulletin.view import View, view
from pipeline.bulletin.words import Count, Group, Quoted, Stated
from pipeline.errors import OfficeError
from tests.bulletin.made_up import figures

TYPED = "数字由程序填写"


def own(tmp_path: Path, **files: str) -> Path:
    """An office's folder; `overview="…"` writes overview.j2."""
    for section, text in files.items():
        (tmp_path / f"{section}.j2").write_text(text, "utf-8")
    return tmp_path


def said(sentence: str, **values: object) -> str:
    return Paragraph.of(product_wording().say(sentence, **values)).text


def section(made: View, heading: str) -> list[str]:
    return next([str(p) for p in one.paragraphs] for one in made.sections if heading in one.heading)


def test_one_name_is_not_counted() -> None:
    assert said("common.named", names=(Quoted("甲"),), total=Count(1)) == "甲"
    assert said("common.named", names=(Quoted("甲"), Quoted("乙")), total=Count(2)) == "甲、乙等2个单位"


def test_those_with_equal_figures_stand_together() -> None:
    groups = (Group((Quoted("甲"), Quoted("乙")), Count(2)), Group((Quoted("丙"),), Count(1)))
    assert said("common.with_figures", groups=groups, unit="篇", before="差") == "甲、乙（各差2篇），丙（差1篇）"


def test_what_a_sentence_prints_is_marked_and_what_it_says_itself_is_not() -> None:
    sentence = product_wording().say("overview.waiting", number=Count(3), annex=Stated("附件5"))
    runs = [(run.text, run.kind) for run in Paragraph.of(sentence).runs]
    assert runs == [("另有", "words"), ("3", "counted"), ("条信息待认定，没有计入以上数字（见", "words"),
                    ("附件5", "counted"), ("）。", "words")]  # fmt: skip


def test_a_sentence_is_given_exactly_what_it_asks_for() -> None:
    with pytest.raises(TypeError, match=r"overview\.waiting"):
        product_wording().say("overview.waiting", number=Count(3))


def test_the_products_own_files_pass_the_checks_an_offices_files_must_pass(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.j2"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    assert view(figures(wording=wording_of(tmp_path))) == view(figures())


def test_a_comment_over_every_sentence_names_the_values_it_is_given() -> None:
    told = re.compile(r"\{#((?:(?!#\}).)*)#\}\n\{% macro (\w+)\(", re.DOTALL)
    files = {file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.j2")}
    comments = {f"{name}.{macro}": said for name, text in files.items() for said, macro in told.findall(text)}
    missing = {
        name: sorted(value for value in phrase.asks if value not in comments.get(name, ""))
        for name, phrase in product_wording().phrases.items()
    }
    assert comments.keys() == missing.keys()
    assert {name: values for name, values in missing.items() if values} == {}


def test_an_office_changes_one_sentence_and_the_others_stay(tmp_path: Path) -> None:
    folder = own(tmp_path, overview="{% macro waiting(number) %}\n  尚有{{ number }}条待定。\n{% endmacro %}\n")
    before, after = (section(view(one), "总体") for one in (figures(), figures(wording=wording_of(folder))))
    told = "另有1条信息待认定，没有计入以上数字（见附件5）。"
    assert sum(told in one for one in before) == 1
    assert after == [one.replace(told, "尚有1条待定。") for one in before]


def test_a_common_piece_changed_by_the_office_is_changed_in_every_section(tmp_path: Path) -> None:
    folder = own(tmp_path, common="{% macro see(annex) %}{% if annex %}（附后）{% endif %}{% endmacro %}")
    made = view(figures(wording=wording_of(folder)))
    assert "没有计入以上数字（附后）。" in "".join(section(made, "总体"))
    assert "不是《办法》原文（附后）。" in "".join(section(made, "口径"))


def test_a_section_renamed_by_the_office_takes_the_remarks_of_its_new_name(tmp_path: Path) -> None:
    folder = own(tmp_path, problems="{% macro heading() %}主要问题{% endmacro %}")
    made = view(figures(wording=wording_of(folder), remarks="## 主要问题\n一是质量不高。\n"))
    assert section(made, "主要问题")[-1] == "一是质量不高。"
    assert [one.heading for one in made.sections if "问题" in one.heading] == ["四、主要问题"]


def test_names_with_digits_in_an_offices_sentence_are_still_somebody_elses_words(tmp_path: Path) -> None:
    text = "{% macro missing(names, total) %}{% for name in names %}{{ name }}没有报表。{% endfor %}{% endmacro %}"
    made = view(figures(wording=wording_of(own(tmp_path, problems=text))))
    assert "教育局第8科没有报表。" in section(made, "问题")
    assert loose_numbers(made) == []


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "problems.j2").write_bytes("{% macro heading() %}问题{% endmacro %}".encode("utf-8-sig"))
    assert wording_of(tmp_path).say("problems.heading") == "问题"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("\n{% macro heading() %}问题\n", 2, "写法有误"),
        ("{% macro heading() %}{{ 名称 %}{% endmacro %}", 1, "写法有误"),
        ("{% macro heading() %}{{ 'x' | upper }}{% endmacro %}", 1, "写法有误"),
        ("\n{% macro headings() %}问题{% endmacro %}", 2, "没有“headings”这个 macro，本文件可以有的是heading、"),
        ("{% macro nil(names, count) %}{% endmacro %}", 1, "“nil”没有“count”这个值，可以用的是names、total、this"),
        ("{% macro heading(x) %}问题{% endmacro %}", 1, "这一句没有可用的值"),
        ("{% macro nil(names) %}\n{{ total }}{% endmacro %}", 2, "没有“total”这个值，或者没有写进 macro 的括号里"),
        ("{% macro heading() %}问题{% endmacro %}\n{% macro heading() %}{% endmacro %}", 2, "写了两遍"),
        ("{% macro heading() %}{% endmacro %}\n\n存在的问题", 3, "写在 macro 之外的不会印出来"),
        ("{% set a = '一' %}", 1, "写在 macro 之外的不会印出来"),
        ("{% macro heading() %}\n第12条问题{% endmacro %}", 2, f"{TYPED}，这里不能写“12”"),
        ("{% macro heading() %}{{ '３项' }}{% endmacro %}", 1, f"{TYPED}，这里不能写“３”"),
        ("{% macro heading() %}还有二十条在核实{% endmacro %}", 1, f"{TYPED}，这里不能写“二十”"),
        ("{% macro nil(total) %}{{ total + 1 }}{% endmacro %}", 1, "这里不能做运算"),
        ("{% macro nil(total) %}{{ total ~ '个' }}{% endmacro %}", 1, "这里不能用 ~ 拼接"),
        ("{% include 'overview.j2' %}", 1, "这里不能引用别的文件"),
    ],
)
def test_a_fault_is_told_by_file_line_and_what_to_do(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(OfficeError) as caught:
        wording_of(own(tmp_path, problems=text))
    assert any(f"{tmp_path.name}/problems.j2 第{line}行：" in one and told in one for one in caught.value.problems)


def test_brackets_beyond_all_measure_are_told_too(tmp_path: Path) -> None:
    deep = f"{{% macro heading() %}}{{{{ {'(' * 500}1{')' * 500} }}}}{{% endmacro %}}"
    with pytest.raises(OfficeError, match="括号套得太深"):
        wording_of(own(tmp_path, problems=deep))


@pytest.mark.parametrize("text", ["第一名、一所学校、两级媒体", "千方百计"])
def test_numerals_that_count_nothing_may_be_written(tmp_path: Path, text: str) -> None:
    wording_of(own(tmp_path, problems=f"{{% macro heading() %}}{text}{{% endmacro %}}"))


@pytest.mark.parametrize("name", ["overviews.j2", "overview.j2.txt", "说明.docx"])
def test_a_file_that_would_not_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", "utf-8")
    with pytest.raises(OfficeError, match="没有这个文件名"):
        wording_of(tmp_path)


def test_a_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "overview.j2").write_bytes("{% macro heading() %}情况{% endmacro %}".encode("gbk"))
    with pytest.raises(OfficeError, match=r"overview\.j2：不是 UTF-8"):
        wording_of(tmp_path)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = own(tmp_path, problems="文字", ranks="{% macro x() %}9{% endmacro %}")
    with pytest.raises(OfficeError, match="有 3 处"):
        wording_of(folder)


@pytest.mark.parametrize(
    "printed",
    [
        "{{ tiers }}",
        "{{ tiers[9].name }}",
        "{{ tiers[0].nmae }}",
        "{{ tiers.__class__ }}",
        "{{ tiers() }}",
        "{{ tiers | join(1) }}",
    ],
)
def test_what_only_shows_in_use_is_told_by_file_and_line_too(tmp_path: Path, printed: str) -> None:
    folder = own(tmp_path, overview=f"{{% macro total(tiers) %}}\n{printed}\n{{% endmacro %}}")
    with pytest.raises(OfficeError, match=r"overview\.j2 第2行：这里的值印不出来"):
        view(figures(wording=wording_of(folder)))


def test_a_fault_in_a_common_piece_of_the_office_is_told_there(tmp_path: Path) -> None:
    folder = own(tmp_path, common="\n{% macro see(annex) %}{{ annex.number }}{% endmacro %}")
    with pytest.raises(OfficeError, match=r"common\.j2 第2行"):
        view(figures(wording=wording_of(folder)))
