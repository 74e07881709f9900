"""faults.md 13: who signed, in the order signed; what is only likely is asked and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cells.names import Doubt, People, name_key, parse_names
from schemas.returned import INVISIBLE
from schemas.spellings import REVIEWER_WORDS


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三，李四,王五", ["张三", "李四", "王五"]),
        ("张三;李四；王五", ["张三", "李四", "王五"]),
        ("张三/李四／王五", ["张三", "李四", "王五"]),
        ("张三\n李四", ["张三", "李四"]),
        ("张 三", ["张三"]),
        ("张　三、李 四", ["张三", "李四"]),
        ("张三（实习）、李四(通讯员)", ["张三", "李四"]),
        ("张三（实习（二班））", ["张三"]),
        ("张三、", ["张三"]),
        ("、张三、、李四、", ["张三", "李四"]),
        ("张三\u200b", ["张三"]),
        ("李四、张三、王五", ["李四", "张三", "王五"]),
        ("张三、李四、张三", ["张三", "李四"]),
        ("NA", ["NA"]),
        ("null、None", ["null", "None"]),
        ("nan", ["nan"]),
        ("镕喆", ["镕喆"]),
        ("王𬭎、李㛃、赵堃", ["王𬭎", "李㛃", "赵堃"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("", []),
        (" \u3000\u200b\n", []),
    ],
)
def test_names_are_split_in_the_order_signed_and_kept_literally(text: str, names: list[str]) -> None:
    assert parse_names(text) == People(tuple(names))


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("通讯员 张三", "张三", "通讯员"),
        ("通讯员：张三", "张三", "通讯员"),
        ("校长 张三", "张三", "校长"),
        ("张三 同志", "张三", "同志"),
    ],
)
def test_a_word_that_says_nothing_else_of_an_author_is_left_out_and_told(text: str, name: str, word: str) -> None:
    assert parse_names(text) == People((name,), (Doubt("C20", word),))


@pytest.mark.parametrize(("text", "word"), [("通讯员张三", "通讯员"), ("张三老师", "老师"), ("校长张三", "校长")])
def test_a_word_written_together_with_a_name_is_taken_off_names_of_the_roster_only(text: str, word: str) -> None:
    assert parse_names(text, {"张三"}) == People(("张三",), (Doubt("C20", word),))
    assert [doubt.code for doubt in parse_names(text).doubts] == ["C22"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("张三 摄影", ["C21"]),
        ("张三摄影", ["C21"]),
        ("记者 王五", ["C21"]),
        ("记者王五", ["C21"]),
        ("本报记者 王五、通讯员 张三", ["C21", "C20"]),
        ("张三（摄影）", ["C21"]),
        ("文：张三 图：李四", ["C20", "C21", "C22"]),
        ("记者", ["C24"]),
        ("通讯员", ["C24"]),
        ("（实习）", ["C24"]),
        ("、", ["C24"]),
        ("无", ["C24"]),
        ("集体", ["C24"]),
        ("本校", ["C24"]),
        ("张三等", ["C25"]),
        ("张三等3人", ["C25"]),
        ("张三、李四等", ["C25"]),
        ("王和李", ["C22"]),
        ("张三和李四", ["C22"]),
        ("王和平", ["C22"]),
        ("张三李四", ["C22"]),
        ("张 三 李 四", ["C22"]),
        ("张三 王", ["C22"]),
        ("张三 李四", ["C22"]),
        ("张三  李四", ["C22"]),
        ("班主任 张三", ["C22"]),
        ("语文老师 张三", ["C22"]),
        ("欧阳 娜娜", ["C22"]),
        ("John Smith", ["C22"]),
        ("张三（李四）", ["C22"]),
        ("王老师", ["C22"]),
        ("张", ["C22"]),
        ("N/A", ["C22", "C22"]),
        ("007", ["C22"]),
        ("=1+1", ["C22"]),
        ("<script>", ["C22"]),
        ("张三😀", ["C22"]),
        ("城关中心校", ["C22"]),
        ("张三（", ["C22"]),
    ],
)
def test_what_may_be_nobody_or_somebody_else_or_several_people_is_asked(text: str, codes: list[str]) -> None:
    assert [doubt.code for doubt in parse_names(text).doubts] == codes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王和平", ["王和平"]),
        ("欧阳 娜娜", ["欧阳娜娜"]),
        ("张三李四", ["张三李四"]),
        ("007、王和平", ["007", "王和平"]),
        ("王老师", ["王老师"]),
        ("欧阳娜娜 王和平", ["欧阳娜娜", "王和平"]),
        ("王和平　007  欧阳娜娜", ["王和平", "007", "欧阳娜娜"]),
        ("John Smith", ["JohnSmith"]),
    ],
)
def test_a_name_of_the_roster_is_never_doubted(text: str, names: list[str]) -> None:
    known = {"王和平", "欧阳娜娜", "张三李四", "007", "王老师", "johnsmith"}
    assert parse_names(text, known) == People(tuple(names))


def test_words_beside_a_reviewer_are_those_of_reviewing() -> None:
    assert parse_names("审核人：张三", (), REVIEWER_WORDS) == People(("张三",), (Doubt("C20", "审核人"),))
    assert [doubt.code for doubt in parse_names("审核 张三").doubts] == ["C21"]


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽‧买买提"])
def test_a_name_with_a_dot_is_one_name_and_the_same_with_any_dot(name: str) -> None:
    assert parse_names(name) == People((name,))
    assert name_key(name) == name_key("阿依古丽·买买提")


ANY_CELL = st.one_of(st.text(), st.text("张三李四王和等老师记者摄影文图（) 、，;/:\n\u200b·A1", max_size=24))


@given(ANY_CELL)
def test_parse_names_never_raises_and_gives_no_blank_and_no_double_name(text: str) -> None:
    people = parse_names(text)
    assert all("".join(name.split()) == name != "" for name in people.names)
    assert len(set(people.names)) == len(people.names)
    assert {doubt.code for doubt in people.doubts} <= {"C20", "C21", "C22", "C24", "C25"}


@given(ANY_CELL)
def test_a_cell_with_anything_in_it_gives_a_name_or_asks(text: str) -> None:
    people = parse_names(text)
    assert people.names or people.doubts or not text.translate(INVISIBLE).split()


@given(ANY_CELL)
def test_names_that_were_not_doubted_read_back_from_what_was_made_of_them_are_the_same(text: str) -> None:
    people = parse_names(text)
    if not people.doubts:
        assert parse_names("、".join(people.names)) == people


HANZI = st.text(st.sampled_from("张李王赵钱孙周吴郑冯陈褚卫蒋沈韩杨镕喆堃㛃𬭎"), min_size=2, max_size=3)
SEPARATORS = ["、", "，", ",", ";", "；", "/", " ", "\n", "、 "]


@given(st.lists(HANZI, unique=True, max_size=6), st.sampled_from(SEPARATORS))
def test_any_people_joined_by_any_separator_are_the_same_people(names: list[str], separator: str) -> None:
    assert parse_names(separator.join(names), set(names)) == People(tuple(names))
    assert separator == " " or parse_names(separator.join(names)) == People(tuple(names))


def test_one_name_twice_with_notes_that_may_tell_two_people_apart_is_asked_about() -> None:
    people = parse_names("张三（城关中心校）、张三（实验小学）", known={"张三"})
    assert [(doubt.code, doubt.words) for doubt in people.doubts] == [("C22", "张三")]
    assert parse_names("张三、张三", known={"张三"}).doubts == ()
