"""faults.md 2–4: what is no sound workbook is set aside, each with its own reason, before any library parses it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.read import guard
from tests.read.raw import FIRST, book, code_of, line, packed, parts, reading_of, sheet, table_of
from tests.workspace import Return, data_of, row

GOOD = book(line(FIRST))
OLE = guard.OLE + b"\0" * 504


def test_a_sound_workbook_passes_every_guard(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, GOOD)
    assert (reading.fault_code, len(reading.rows), table_of(reading).scanned_rows) == ("", 1, 1)
    assert reading.rows[0]["title"] == row()["title"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "R01", id="no bytes"),
        pytest.param(GOOD[: len(GOOD) // 2], "R02", id="cut in half"),
        pytest.param(GOOD[:-10], "R02", id="end cut off"),
        pytest.param(b"PK\x03\x04" + b"\xff" * 900, "R02", id="noise that begins like a zip"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table></html>", "R03", id="web page"),
        pytest.param(b'\xef\xbb\xbf\r\n<?xml version="1.0"?><Workbook/>', "R03", id="XML of 2003"),
        pytest.param("序号,刊发标题\n1,课后服务\n".encode("gbk"), "R03", id="CSV in GBK"),
        pytest.param("序号,刊发标题\n1,课后服务\n".encode("utf-8-sig"), "R03", id="CSV in UTF-8"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", "R03", id="picture"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "R04", id="password"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "R09", id="Word document"),
        pytest.param(packed({"word/document.xml": "<d/>"}), "R03", id="zip without a workbook"),
    ],
)
def test_a_file_that_is_no_sound_workbook_is_set_aside_with_its_own_reason(
    tmp_path: Path, data: bytes, code: str
) -> None:
    reading = reading_of(tmp_path, data)
    assert reading.fault_code == code
    assert reading.fault
    assert not reading.rows


def test_a_wrong_checksum_is_a_damaged_file(tmp_path: Path) -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for name, content in parts({"采用明细": sheet(line(FIRST))}).items():
            archive.writestr(name, content)
    data = plain.getvalue()
    assert code_of(tmp_path, data) == ""
    assert code_of(tmp_path, data.replace("安平日报".encode(), "安平晚报".encode())) == "R02"


def test_a_broken_deflate_stream_is_a_damaged_file(tmp_path: Path) -> None:
    start = GOOD.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    assert code_of(tmp_path, GOOD[:start] + b"\xff" * 40 + GOOD[start + 40 :]) == "R02"


def test_broken_xml_is_a_damaged_file(tmp_path: Path) -> None:
    assert code_of(tmp_path, packed(parts({"采用明细": sheet(line(FIRST))[:-20]}))) == "R02"


@pytest.mark.parametrize("encoding", ["gbk", "no-such-encoding"])
def test_an_encoding_that_cannot_be_read_is_a_damaged_file(tmp_path: Path, encoding: str) -> None:
    xml = sheet(line(FIRST)).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert code_of(tmp_path, packed(parts({"采用明细": xml}))) == "R02"


def test_a_part_that_unpacks_beyond_all_proportion_is_refused(tmp_path: Path) -> None:
    blank = " " * (guard.RATIO_MATTERS_FROM + 1)
    reading = reading_of(tmp_path, packed(parts({"采用明细": sheet(line(FIRST), after=blank)})))
    assert (reading.fault_code, "压缩比" in reading.fault) == ("R05", True)


def test_a_small_part_may_be_packed_as_tightly_as_it_likes(tmp_path: Path) -> None:
    blank = " " * (guard.RATIO_MATTERS_FROM // 2)
    assert code_of(tmp_path, packed(parts({"采用明细": sheet(line(FIRST), after=blank)}))) == ""


def test_a_gigabyte_in_many_parts_is_refused_by_its_sum_without_unpacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_unpack", lambda *_: pytest.fail("unpacked"))
    monkeypatch.setattr(guard, "MAX_UNPACKED", 10_000)
    filling = {f"xl/media/{number}.bin": b"\0" * 4_000 for number in range(3)}
    assert code_of(tmp_path, packed(parts({"采用明细": sheet(line(FIRST))}) | filling)) == "R05"


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    many = {f"docProps/{number}.xml": "<x/>" for number in range(guard.MAX_ENTRIES)}
    assert code_of(tmp_path, packed(parts({"采用明细": sheet(line(FIRST))}) | many)) == "R05"


def test_a_part_larger_than_it_declares_is_refused(tmp_path: Path) -> None:
    name = b"xl/worksheets/sheet1.xml"
    central = GOOD.rindex(name) - 46
    size = int.from_bytes(GOOD[central + 24 : central + 28], "little")
    assert size > 100
    forged = GOOD[: central + 24] + (100).to_bytes(4, "little") + GOOD[central + 28 :]
    assert code_of(tmp_path, forged) in ("R02", "R05")


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml", "XL/THEME.XML"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_document_type_in_any_part_and_encoding_is_refused(tmp_path: Path, part: str, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding[:6]}"?><!DOCTYPE x [<!ENTITY a "000">]><x>1&a;</x>'
    content: dict[str, str | bytes] = {**parts({"采用明细": sheet(line(FIRST))}), part: bomb.encode(encoding)}
    assert code_of(tmp_path, packed(content)) in (("R06",) if encoding != "utf-16-le" else ("R06", "R02"))


def test_the_words_doctype_and_entity_typed_in_a_title_do_no_harm(tmp_path: Path) -> None:
    sent = Return(rows=[row(title="<!DOCTYPE x> 与 <!ENTITY a>")])
    reading = reading_of(tmp_path, data_of(sent))
    assert (reading.fault_code, reading.rows[0]["title"]) == ("", "<!DOCTYPE x> 与 <!ENTITY a>")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["xl/worksheets/sheet1.xml", "xl/worksheets/SHEET1.xml"])
def test_two_parts_of_one_name_are_refused(tmp_path: Path, second: str) -> None:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(second, sheet(line(FIRST) + line(FIRST + 1)))
    assert code_of(tmp_path, stream.getvalue()) == "R08"


def test_a_part_named_in_other_capitals_is_scanned_like_any(tmp_path: Path) -> None:
    content = parts({"采用明细": sheet(line(FIRST))})
    content["xl/worksheets/SHEET1.xml"] = content.pop("xl/worksheets/sheet1.xml")
    reading = reading_of(tmp_path, packed(content))
    assert (reading.fault_code, len(reading.rows)) == ("", 1)
