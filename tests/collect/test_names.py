"""faults.md 9, 23: fourteen ways to write a Chinese attachment name, and names that would do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collect.names import LONGEST, name_in_headers, shown, text_of
from tests.collect.mails import ENCODINGS, NAME, b64, headers, percent


def test_there_are_fourteen_ways() -> None:
    assert len(ENCODINGS) == 14


@pytest.mark.parametrize("how", ENCODINGS)
def test_a_chinese_name_is_read_however_it_was_written(how: str) -> None:
    assert name_in_headers(*headers(how, NAME)) == NAME


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (rb'attachment; filename="a\"b\\c.xlsx"', 'a"b\\c.xlsx'),
        (rb'attachment; filename="C:\reports\a.xlsx"', r"C:\reports\a.xlsx"),
        (b"attachment; filename=a b.xlsx", "a b.xlsx"),
        (b'attachment; filename="100%.xlsx"', "100%.xlsx"),
        (b'attachment; filename="a;b.xlsx"; size=1', "a;b.xlsx"),
        (b'ATTACHMENT; FILENAME="a.xlsx"', "a.xlsx"),
        (b'attachment; size=1; note="filename=b"; filename=a.xlsx', "a.xlsx"),
        (f'attachment; filename="=?x-unknown?B?{b64("朱镕".encode("gbk"))}?="'.encode(), "朱镕"),
        (f"attachment; filename=\"a.xlsx\"; filename*=utf-8''{percent('甲.xlsx')}".encode(), "甲.xlsx"),
        (b"attachment; filename*=utf-8''%B3%C7%B9%D8.xlsx", "城关.xlsx"),
        (b"attachment; filename*1=b.xlsx; filename*0=a", "ab.xlsx"),
        (b"attachment", ""),
        (b"", ""),
    ],
)
def test_a_name_is_read_as_its_sender_meant_it(disposition: bytes, name: str) -> None:
    assert name_in_headers(disposition, b"") == name


def test_a_name_that_comes_out_broken_gives_way_to_the_one_of_the_type() -> None:
    assert name_in_headers(b"attachment; filename*=utf-16''%ff", b'x/y; name="a.xlsx"') == "a.xlsx"


@pytest.mark.parametrize("name", ["路路.xlsx", "甲.xlsx", "𬭎㛃堃.xlsx", "联通"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_without_a_label_are_read_as_utf_8_or_as_chinese_windows_writes(name: str, encoding: str) -> None:
    assert text_of(name.encode(encoding)) == name


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("表\u202exslx.exe", "表‹U+202E›xslx.exe"),
        ("a\0.xlsx", "a‹U+0000›.xlsx"),
        ("零\u200b宽.xlsx", "零‹U+200B›宽.xlsx"),
        ("行\n行\u2028行", "行‹U+000A›行‹U+2028›行"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("关" * 90 + ".xlsx", "关" * 90 + ".xlsx"),
        ("关" * 300 + ".xlsx", "关" * (LONGEST - 6) + "….xlsx"),
        ("关" * 300, "关" * (LONGEST - 1) + "…"),
    ],
)
def test_a_name_is_shown_without_what_would_deceive_its_reader(name: str, seen: str) -> None:
    assert shown(name) == seen


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_header_whatever_stops_the_reading(disposition: bytes, kind: bytes) -> None:
    name = shown(name_in_headers(b"attachment; filename" + disposition, b"a/b; name" + kind))
    assert len(name) <= LONGEST
    assert all(letter.isprintable() or letter.isspace() for letter in name)
    assert not set(name) & set("\r\n\t\0\u202e\u2028")


@given(st.text(max_size=40), st.sampled_from(sorted(ENCODINGS)))
def test_any_name_in_any_way_is_read_without_a_crash(name: str, how: str) -> None:
    try:
        written = headers(how, name)
    except UnicodeEncodeError:  # letters that the way cannot write
        return
    assert isinstance(name_in_headers(*written), str)
