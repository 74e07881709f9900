"""Moments: every spelling has its documented outcome; what is not known is never a guess."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cells.dates import ParsedMoment, parse_date, parse_moment

START, END = date(2026, 6, 21), date(2026, 9, 20)
HALF_PAST_THREE = datetime(2026, 8, 5, 15, 30)


def moment(text: str) -> ParsedMoment:
    return parse_moment(text, START, END)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-05 15:30:00",
        "2026-8-5 15:30",
        "2026/8/5 15:30",
        "2026-8-5 15：30",
        "2026-08-05T15:30",
        "2026年8月5日15:30",
        "2026年8月5日15时30分",
        "2026年8月5日 15点30分",
        "２０２６年８月５日　１５：３０",
        "2026-8-5 15:30\u200b",
        "2026-8-5 下午3:30",
        "2026-8-5 下午 3点30分",
        "2026年8月5日下午15:30",
        "二〇二六年八月五日 15:30",
        "2026-08-05 15:29:59.999000",
    ],
)
def test_a_moment_is_read_in_every_known_spelling_to_the_nearest_second(text: str) -> None:
    assert moment(text) == ParsedMoment(HALF_PAST_THREE, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026年8月5日15时", ParsedMoment(datetime(2026, 8, 5, 15), True)),
        ("2026-8-1 0:05", ParsedMoment(datetime(2026, 8, 1, 0, 5), True)),
        ("2026-08-05 23:59:59.9", ParsedMoment(datetime(2026, 8, 6), True)),
        ("8月5日 15:30", ParsedMoment(HALF_PAST_THREE, True, "C05")),
        ("46239.645833333336", ParsedMoment(HALF_PAST_THREE, True, "C06")),
    ],
)
def test_a_moment_keeps_its_time_and_says_what_was_made_of_its_date(text: str, found: ParsedMoment) -> None:
    assert moment(text) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-8-5", ""),
        ("8月5日", "C05"),
        ("46239", "C06"),
        ("46239.0", "C06"),
        ("2026-8-5 25:10", ""),
        ("2026-8-5 上午", ""),
        ("2026-8-5 上午12:30", ""),
        ("2026-8-5 下午0:30", ""),
    ],
)
def test_a_date_without_a_time_that_can_be_says_that_it_has_none(text: str, code: str) -> None:
    assert moment(text) == ParsedMoment(datetime(2026, 8, 5), False, code)


@pytest.mark.parametrize(
    "text", ["", "15:30", "昨天 15:30", "2026-13-1 15:30", "2026-8-515:30", "2026-8-1 5", "2026-8-5 3①:30"]
)
def test_what_is_no_whole_date_is_no_moment_either(text: str) -> None:
    assert moment(text) == ParsedMoment(None, False, "C04")


@given(st.one_of(st.text(), st.text("0123456789-./年月日: 时点分T　０１²٣上下午", max_size=24)))
def test_parse_moment_never_raises_and_is_never_silent_about_nothing(text: str) -> None:
    found = moment(text)
    told = {"", "C05", "C06", "C14"} if found.value else {"C04", "C15", "C16", "C17", "C18", "C19"}
    assert found.code in told
    assert found.value is not None or not found.has_time


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 30)),
    st.sampled_from(["%Y-%m-%d %H:%M", "%Y年%m月%d日%H时%M分"]),
)
def test_any_moment_in_any_spelling_gives_that_moment_back(when: datetime, spelling: str) -> None:
    assert moment(when.strftime(spelling)) == ParsedMoment(when.replace(second=0, microsecond=0), True)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 30)))
def test_a_moments_date_is_the_date_that_parse_date_reads(when: datetime) -> None:
    text = when.strftime("%Y-%m-%d %H:%M:%S")
    value = moment(text).value
    assert value is not None and value.date() == parse_date(text, START, END).value
