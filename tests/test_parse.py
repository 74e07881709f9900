"""faults.md 11, 13: every spelling has its documented outcome; what is not known is a finding and never a guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import ParsedDate, clean, parse_date, parse_list, parse_names

START, END = date(2026, 6, 21), date(2026, 9, 20)
FIFTH = date(2026, 8, 5)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def parsed(text: str) -> ParsedDate:
    return parse_date(text, START, END)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-05",
        "2026-8-5",
        "2026.8.5",
        "2026．8．5",
        "2026/8/5",
        "2026\\8\\5",
        "2026年8月5日",
        "2026年08月05日",
        "2026 年 8 月 5 日",
        "２０２６年８月５日",
        "2026年8月5",
        "20260805",
        " 2026-8-5\n",
        "2026\u200b-8-5",
        "2026-08-05 00:00:00",
        "2026-08-05 10:22",
        "2026-08-05 10:22:33",
        "2026-08-05 10:22:33.500000",
        "2026-08-05T10:22:33",
        "2026年8月5日10:22",
        "2026年8月5日　10：22",
    ],
)
def test_a_full_date_is_read_in_every_known_spelling_without_a_finding(text: str) -> None:
    assert parsed(text) == ParsedDate(FIFTH)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-8-1 10:22", 1), ("2026-8-2 0:05", 2), ("2026-8-3 1:00:00", 3), ("2026/8/12 9:05", 12)],
)
def test_a_time_of_day_never_lends_its_digits_to_the_day(text: str, day: int) -> None:
    assert parsed(text) == ParsedDate(date(2026, 8, day))


@pytest.mark.parametrize("text", ["8-5", "8.5", "8/5", "8月5日", "08月05日", "８月５日", "8月5日 10:22"])
def test_a_date_without_a_year_gets_the_year_of_the_window_and_says_so(text: str) -> None:
    assert parsed(text) == ParsedDate(FIFTH, "C05")


def test_a_window_over_new_year_gives_each_month_its_own_year() -> None:
    start, end = date(2025, 12, 21), date(2026, 3, 20)
    assert parse_date("12月25日", start, end) == ParsedDate(date(2025, 12, 25), "C05")
    assert parse_date("3月5日", start, end) == ParsedDate(date(2026, 3, 5), "C05")
    assert parse_date("2月29日", start, end) == ParsedDate(None, "C04")


def test_a_date_without_a_year_outside_the_window_is_not_guessed() -> None:
    assert parsed("3月5日") == ParsedDate(None, "C04")


@pytest.mark.parametrize("text", ["46239", "46239.0", "46239.4375", "４６２３９"])
def test_a_serial_number_is_a_date_and_says_so(text: str) -> None:
    assert parsed(text) == ParsedDate(FIFTH, "C06")


def test_a_serial_number_of_the_1904_calendar_gives_a_day_far_outside_any_window() -> None:
    found = parsed(str(46239 - 1462))
    assert found.code == "C06"
    assert found.value is not None and found.value < START


def test_a_full_date_outside_the_window_or_in_the_future_is_still_read() -> None:
    assert parsed("2026-3-5") == ParsedDate(date(2026, 3, 5))
    assert parsed("2031-3-5") == ParsedDate(date(2031, 3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-3",
        "2026年3月",
        "2026",
        "8月",
        "2026-02-29",
        "2026-13-01",
        "2026-8-32",
        "20261301",
        "1999-8-5",
        "26-8-5",
        "2026-08-0510:22",
        "八月五日",
        "8月5号前后",
        "2026-8-5、8-6",
        "12345",
        "99999",
        "-46239",
        "约2026-8-5",
        "TRUE",
        "1e3",
        "inf",
        "nan",
        "#REF!",
        "null",
    ],
)
def test_what_is_no_whole_date_is_a_finding_and_no_date(text: str) -> None:
    assert parsed(text) == ParsedDate(None, "C04")


@given(st.text())
def test_parse_date_never_raises_and_is_never_silent_about_nothing(text: str) -> None:
    found = parsed(text)
    assert found.value is not None or found.code == "C04"


DATE_TEXT = st.text("0123456789-./年月日\\: T　０１²٣", max_size=20)


@given(DATE_TEXT)
def test_parse_date_never_raises_on_what_nearly_is_a_date(text: str) -> None:
    found = parsed(text)
    assert found.value is not None or found.code == "C04"


SPELLINGS = ["{y}-{m}-{d}", "{y}.{m}.{d}", "{y}/{m}/{d}", "{y}年{m}月{d}日", "{y} 年 {m} 月 {d} 日", "{y}-{m:02}-{d:02}",
             "{y}{m:02}{d:02}", "{y}-{m:02}-{d:02} 00:00:00", "{y}-{m}-{d} 9:05", "{y}/{m}/{d} 10:22:33"]  # fmt: skip


@given(DAYS, st.sampled_from(SPELLINGS))
def test_any_date_in_any_spelling_gives_that_date_back(day: date, spelling: str) -> None:
    assert parsed(spelling.format(y=day.year, m=day.month, d=day.day)) == ParsedDate(day)


@given(DAYS)
def test_any_date_as_a_serial_number_gives_that_date_back(day: date) -> None:
    assert parsed(str((day - date(1899, 12, 30)).days)) == ParsedDate(day, "C06")


@given(st.dates(START, END), st.sampled_from(["{m}月{d}日", "{m}-{d}", "{m:02}/{d:02}"]))
def test_any_date_of_the_window_without_its_year_gives_that_date_back(day: date, spelling: str) -> None:
    assert parsed(spelling.format(m=day.month, d=day.day)) == ParsedDate(day, "C05")


@given(DAYS, st.dates(date(2010, 1, 1), date(2090, 1, 1)), st.integers(27, 364))
def test_a_year_that_was_added_always_puts_the_date_inside_the_window(day: date, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = parse_date(f"{day.month}月{day.day}日", start, end)
    assert (found.value is None) == (found.code == "C04")
    assert found.value is None or start <= found.value <= end


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三，李四,王五", ["张三", "李四", "王五"]),
        ("张三;李四；王五", ["张三", "李四", "王五"]),
        ("张三/李四／王五", ["张三", "李四", "王五"]),
        ("张三\n李四", ["张三", "李四"]),
        ("张三 李四", ["张三", "李四"]),
        ("张三  李四   王五", ["张三", "李四", "王五"]),
        ("张三　李四", ["张三", "李四"]),
        ("张 三", ["张三"]),
        ("张　三、李 四", ["张三", "李四"]),
        ("张三（实习）、李四(通讯员)", ["张三", "李四"]),
        ("张三（实习（二班））", ["张三"]),
        ("（实习）", []),
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
    assert parse_names(text) == names


@given(st.text())
def test_parse_names_never_raises_and_gives_no_blank_and_no_double_name(text: str) -> None:
    names = parse_names(text)
    assert all(name.strip() == name != "" for name in names)
    assert len(set(names)) == len(names)


@given(st.text("张三李四(（)） 、，;/\n\u200b", max_size=40))
def test_names_read_back_from_what_was_made_of_them_are_the_same(text: str) -> None:
    assert parse_names("、".join(parse_names(text))) == parse_names(text)


HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)


@given(st.lists(HANZI, unique=True, max_size=6), st.sampled_from(["、", "，", ",", ";", "；", "/", " ", "\n", "、 "]))
def test_any_people_joined_by_any_separator_are_the_same_people(names: list[str], separator: str) -> None:
    assert parse_names(separator.join(names)) == names


@pytest.mark.parametrize(
    ("text", "chosen"), [("原件、链接", ["原件", "链接"]), ("原件 ；影印件", ["原件", "影印件"]), ("", []), (" 、", [])]
)
def test_a_multiple_choice_is_split_in_the_order_given(text: str, chosen: list[str]) -> None:
    assert parse_list(text) == chosen


@pytest.mark.parametrize(
    ("text", "shown"),
    [(" 课后\u200b服务\n 展 新貌 ", "课后服务 展 新貌"), ("＝１＋１", "＝１＋１"), ("NA", "NA"), ("\u00ad", "")],
)
def test_clean_takes_out_what_cannot_be_seen_and_leaves_the_wording(text: str, shown: str) -> None:
    assert clean(text) == shown
