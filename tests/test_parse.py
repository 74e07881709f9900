"""faults.md 12: whole numbers, lists and shown text; what is not known for certain is not read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cells.parse import clean, parse_count, parse_list, parse_money, pictures
from schemas.spellings import FRONT_PAGE


@pytest.mark.parametrize(
    ("text", "number"),
    [("820", 820), ("820字", 820), (" 820 字 ", 820), ("第3版", 3), ("3版", 3), ("第2题", 2), ("1条", 1), ("第4篇", 4),
     ("８２０", 820), ("007", 7), ("0", 0), ("1,234", 1234), ("１，２３４字", 1234), ("12,345,678", 12345678)],
)  # fmt: skip
def test_a_whole_number_is_read_with_the_words_units_put_around_it(text: str, number: int) -> None:
    assert parse_count(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A1",
        "A01",
        "3.5",
        "12,34",
        "1,2345",
        "-3",
        "12分",
        "TRUE",
        "inf",
        "nan",
        "约800字",
        "3 4",
        "3\n4",
        "12²",
        "3①",
        "820个字",
        "三版",
        "头版",
        "第版",
        "1e3",
        "9" * 30,
        "#REF!",
    ],
)
def test_what_is_no_whole_number_is_not_guessed_at(text: str) -> None:
    assert parse_count(text) is None


def test_the_front_page_is_page_one_where_pages_are_asked_for() -> None:
    assert parse_count(" 头版 ", FRONT_PAGE) == 1


@given(st.integers(0, 9_999_999), st.sampled_from(["{}", "{:,}", "{}字", "第{}版", " {} 篇"]))
def test_any_whole_number_in_any_spelling_gives_that_number_back(number: int, spelling: str) -> None:
    assert parse_count(spelling.format(number)) == number


@given(st.integers(0, 9_999_999_99), st.sampled_from(["{}", "¥{}", "{}元", "￥{:,}"]))
def test_any_amount_in_any_spelling_gives_that_amount_back(fen: int, spelling: str) -> None:
    assert parse_money(f"{spelling.format(fen // 100)}".replace("元", "") + f".{fen % 100:02}") == fen


@given(st.text())
def test_parse_money_never_raises_and_never_gives_less_than_nothing(text: str) -> None:
    assert (parse_money(text) or 0) >= 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("校园开放日😀🎉😀", ["😀", "🎉"]),
        ("★★★ ● ℃ ㎡ ① ⽅ 《》", []),
        ("王𬭎、李㛃、赵堃", []),
        ("\ue000", ["\ue000"]),
    ],
)
def test_emoji_and_private_characters_are_found_and_signs_of_the_standard_are_not(text: str, found: list[str]) -> None:
    assert pictures(text) == found


@given(st.text())
def test_parse_count_never_raises_and_never_gives_less_than_nothing(text: str) -> None:
    assert (parse_count(text) or 0) >= 0


@pytest.mark.parametrize(
    ("text", "chosen"), [("原件、链接", ["原件", "链接"]), ("原件 ；影印件", ["原件", "影印件"]), ("", []), (" 、", [])]
)
def test_a_multiple_choice_is_split_in_the_order_given(text: str, chosen: list[str]) -> None:
    assert parse_list(text) == chosen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" 课后\u200b服务\n 展 新貌 ", "课后服务 展 新貌"),
        ("＝１＋１", "＝１＋１"),
        ("NA", "NA"),
        ("\u00ad", ""),
        ("\u202e刊发\u202c", "刊发"),
        ("字" * 5000, "字" * 5000),
    ],
)
def test_clean_takes_out_what_cannot_be_seen_and_leaves_the_wording(text: str, shown: str) -> None:
    assert clean(text) == shown
