"""faults.md 11: every spelling has its documented outcome; what is not known is a finding and never a guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cells.dates import ParsedDate, parse_date
from schemas.spellings import NUMERALS

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
        "2026年8月5日15时",
        "2026年8月5号",
        "2026/8/5 上午",
        "2026年8月5日下午3:30",
        "二〇二六年八月五日",
        "二零二六年八月五日",
        "二○二六年八月五号",
        "2026年八月五日",
        "2026年⼋⽉五⽇",
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


@pytest.mark.parametrize(
    "text", ["八月五日", "8月5号", "8-5", "8.5", "8/5", "8月5日", "08月05日", "８月５日", "8月5日 10:22"]
)
def test_a_date_without_a_year_gets_the_year_of_the_window_and_says_so(text: str) -> None:
    assert parsed(text) == ParsedDate(FIFTH, "C05")


def test_a_window_over_new_year_gives_each_month_its_own_year() -> None:
    start, end = date(2025, 12, 21), date(2026, 3, 20)
    assert parse_date("12月25日", start, end) == ParsedDate(date(2025, 12, 25), "C05")
    assert parse_date("3月5日", start, end) == ParsedDate(date(2026, 3, 5), "C05")
    assert parse_date("2月29日", start, end) == ParsedDate(None, "C04")


@pytest.mark.parametrize("text", ["3月5日", "9.21", "三月五日", "26-3-5", "25.8.5", "05/08/26"])
def test_a_date_whose_year_is_not_whole_and_that_is_outside_the_window_is_not_guessed(text: str) -> None:
    assert parsed(text) == ParsedDate(None, "C19")


def test_a_date_without_a_year_that_a_long_window_holds_twice_is_asked() -> None:
    found = parse_date("12月20日", date(2025, 12, 20), date(2026, 12, 20))
    assert found == ParsedDate(None, "C19", (date(2025, 12, 20), date(2026, 12, 20)))


@pytest.mark.parametrize("text", ["26.8.5", "26-08-05", "26年8月5日", "２６．８．５"])
def test_a_year_of_two_digits_is_read_inside_the_window_and_told(text: str) -> None:
    assert parsed(text) == ParsedDate(FIFTH, "C14")


@pytest.mark.parametrize(("text", "days"), [("8.1", (1, 10)), ("8.2", (2, 20)), ("8.3", (3, 30)), (" 8.1 ", (1, 10))])
def test_a_number_that_lost_its_zero_may_be_two_days_and_is_asked(text: str, days: tuple[int, int]) -> None:
    assert parsed(text) == ParsedDate(None, "C15", tuple(date(2026, 8, day) for day in days))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1900-01-08 02:24:00", [1, 10]),
        ("1900-01-08 12:00:00", [5]),
        ("1900-01-08 03:36:00", [15]),
        ("1900-01-08 01:12:00", [5]),
        ("1900-01-08", []),
        ("1900-01-01 12:00:00", []),
    ],
)
def test_a_number_in_a_cell_of_dates_is_asked_with_the_days_it_may_be(text: str, days: list[int]) -> None:
    """8.1, 8.5, 8.15, 8.05 and 8 as a template's own column of dates keeps them."""
    assert parsed(text) == ParsedDate(None, "C15", tuple(date(2026, 8, day) for day in days))


@pytest.mark.parametrize(
    ("text", "day"), [("8.01", 1), ("8.10", 10), ("08.1", 1), ("8.1 10:22", 1), ("8.1日", 1), ("8.4", 4), ("8-1", 1)]
)
def test_a_month_and_day_that_can_be_no_shortened_number_are_read(text: str, day: int) -> None:
    assert parsed(text) == ParsedDate(date(2026, 8, day), "C05")


@pytest.mark.parametrize(
    "text",
    ["8月5日-6日", "8月5-6日", "8月5日至8月7日", "8.5-8.7", "2026.8.5-2026.8.7", "8月5日～6日", "8月5日——8日",
     "2026-8-5、8-6", "2026年8月5日、6日", "8月5日和6日", "8-5\n8-6"],
)  # fmt: skip
def test_several_dates_or_a_range_in_one_cell_are_asked(text: str) -> None:
    assert parsed(text).value is None
    assert parsed(text).code == ("C04" if "\n" in text else "C17")


@pytest.mark.parametrize("text", ["2026-3", "2026年3月", "2026.8", "2026年", "2026", "8月"])
def test_a_date_without_its_day_is_asked(text: str) -> None:
    assert parsed(text) == ParsedDate(None, "C18")


@pytest.mark.parametrize("text", ["2026-8-1 5", "2026-8-1①", "2026-8-1²", "8月1㏤", "2026 8 5", "8-1 0"])
def test_blanks_and_ornamented_digits_never_make_another_day(text: str) -> None:
    assert parsed(text) == ParsedDate(None, "C04")


@pytest.mark.parametrize("text", ["46239", "46239.0", "46239.4375", "４６２３９"])
def test_a_serial_number_is_a_date_and_says_so(text: str) -> None:
    assert parsed(text) == ParsedDate(FIFTH, "C06")


def test_a_serial_number_outside_the_window_is_asked_for() -> None:
    assert parsed("46100") == ParsedDate(None, "C16")


def test_a_serial_number_of_the_1904_calendar_is_asked_for_with_the_day_it_would_be() -> None:
    assert parsed(str(46239 - 1462)) == ParsedDate(None, "C16", (FIFTH,))


def test_a_full_date_outside_the_window_or_in_the_future_is_still_read() -> None:
    assert parsed("2026-3-5") == ParsedDate(date(2026, 3, 5))
    assert parsed("2031-3-5") == ParsedDate(date(2031, 3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-29",
        "2026-13-01",
        "2026-8-32",
        "20261301",
        "1999-8-5",
        "2026-08-0510:22",
        "8月5号前后",
        "8月上旬",
        "三十二月五日",
        "八月三十二日",
        "二〇二六年二月三十日",
        "13.1",
        "1900-13-08 02:24:00",
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


def documented(found: ParsedDate) -> None:
    """A day with no finding or one that tells; or no day, with one that asks for days of the window at most."""
    told = {"", "C05", "C06", "C14"} if found.value else {"C04", "C15", "C16", "C17", "C18", "C19"}
    assert found.code in told
    assert all(START <= day <= END for day in found.maybe)


@given(st.text())
def test_parse_date_never_raises_and_is_never_silent_about_nothing(text: str) -> None:
    documented(parsed(text))


DATE_TEXT = st.text("0123456789-./年月日号至、\\: T　０１²٣①二八十〇上下午", max_size=20)


@given(DATE_TEXT)
def test_parse_date_never_raises_on_what_nearly_is_a_date(text: str) -> None:
    documented(parsed(text))


SPELLINGS = ["{y}-{m}-{d}", "{y}.{m}.{d}", "{y}/{m}/{d}", "{y}年{m}月{d}日", "{y} 年 {m} 月 {d} 日", "{y}-{m:02}-{d:02}",
             "{y}{m:02}{d:02}", "{y}-{m:02}-{d:02} 00:00:00", "{y}-{m}-{d} 9:05", "{y}/{m}/{d} 10:22:33"]  # fmt: skip


@given(DAYS, st.sampled_from(SPELLINGS))
def test_any_date_in_any_spelling_gives_that_date_back(day: date, spelling: str) -> None:
    assert parsed(spelling.format(y=day.year, m=day.month, d=day.day)) == ParsedDate(day)


def in_numerals(day: date) -> str:
    words = {number: numeral for numeral, number in NUMERALS.items()}
    return f"{''.join('〇一二三四五六七八九'[int(digit)] for digit in str(day.year))}年{words[day.month]}月{words[day.day]}日"


@given(DAYS)
def test_any_date_in_chinese_numerals_gives_that_date_back(day: date) -> None:
    assert parsed(in_numerals(day)) == ParsedDate(day)


@given(st.dates(START, END))
def test_any_day_of_the_window_as_a_serial_number_gives_that_day_back(day: date) -> None:
    assert parsed(str((day - date(1899, 12, 30)).days)) == ParsedDate(day, "C06")


@given(st.dates(START, END), st.sampled_from(["{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y}年{m}月{d}日"]))
def test_any_day_of_the_window_with_a_short_year_gives_that_day_back(day: date, spelling: str) -> None:
    assert parsed(spelling.format(y=day.year % 100, m=day.month, d=day.day)) == ParsedDate(day, "C14")


@given(st.dates(START, END), st.sampled_from(["{m}月{d}日", "{m}-{d}", "{m:02}/{d:02}"]))
def test_any_date_of_the_window_without_its_year_gives_that_date_back(day: date, spelling: str) -> None:
    assert parsed(spelling.format(m=day.month, d=day.day)) == ParsedDate(day, "C05")


@given(DAYS, st.dates(date(2010, 1, 1), date(2090, 1, 1)), st.integers(27, 364))
def test_a_year_that_was_added_always_puts_the_date_inside_the_window(day: date, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = parse_date(f"{day.month}月{day.day}日", start, end)
    assert (found.value is None) == (found.code in ("C04", "C19"))
    assert found.value is None or start <= found.value <= end
