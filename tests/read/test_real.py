"""What LibreOffice writes from our template is read as our template is (needs soffice)."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.read.workbook import FileReading, read_file
from tests.read.raw import REQUIRED, found_at, table_of
from tests.workspace import Return, row, workbook

pytestmark = pytest.mark.real


def converted(tmp_path: Path, data: bytes, kind: str) -> FileReading:
    (tmp_path / "A01.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "out", "A01.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    return read_file(str(tmp_path / "out"), f"A01.{kind}", REQUIRED)


def troubled() -> bytes:
    """Merged cells, a hidden row, an error, a calculated formula, a subtotal and a real date."""
    book = workbook(Return("A01", [row(title=f"第{number}篇") for number in range(1, 6)]))
    sheet = book["采用明细"]
    sheet.merge_cells("E8:E9")
    sheet.row_dimensions[10].hidden = True
    sheet["T11"] = "=1/0"
    sheet["B12"] = '="算出"&"的标题"'
    sheet["B13"] = "合计"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_a_return_saved_again_by_libreoffice_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    book = workbook(Return("A01", [row(title="第一篇"), row(title="第二篇", authors="张三、李四")]))
    stream = BytesIO()
    book.save(stream)
    again = converted(tmp_path, stream.getvalue(), kind)
    ours = read_file(str(tmp_path), "A01.xlsx", REQUIRED)
    assert (again.fault_code, again.rows) == ("", ours.rows)
    assert again.head | {"typed_total": ""} == ours.head | {"typed_total": ""}
    assert table_of(again).scanned_rows == len(again.rows) == 2


def test_xls_and_xlsx_tell_the_same_of_merges_hidden_rows_and_errors(tmp_path: Path) -> None:
    xls, xlsx = (converted(tmp_path, troubled(), kind) for kind in ("xls", "xlsx"))
    assert (xls.fault_code, xlsx.fault_code) == ("", "")
    assert xls.rows == xlsx.rows
    assert [line["title"] for line in xls.rows] == ["第1篇", "第2篇", "第3篇", "第4篇", "算出的标题", "合计"]
    assert xls.rows[3]["evidence_no"] == "#DIV/0!"
    assert xls.rows[5]["filler"] == "小计"
    for code in ("R22", "R23"):
        assert found_at(xls, code) == found_at(xlsx, code)
    assert found_at(xls, "R22") == {"E9": "张三"}
    assert found_at(xls, "R23") == {"A10": "第10行"}


def test_a_formula_calculated_by_libreoffice_is_read_by_its_result_and_flagged(tmp_path: Path) -> None:
    assert found_at(converted(tmp_path, troubled(), "xlsx"), "R21") == {"B12": "算出的标题"}


def test_a_truncated_xls_is_set_aside(tmp_path: Path) -> None:
    whole = converted(tmp_path, troubled(), "xls")
    assert not whole.fault_code
    data = (tmp_path / "out" / "A01.xls").read_bytes()
    (tmp_path / "cut.xls").write_bytes(data[: len(data) // 2])
    assert read_file(str(tmp_path), "cut.xls", REQUIRED).fault_code in ("R02", "R09")


def test_an_xls_with_a_password_asks_for_one_without(tmp_path: Path) -> None:
    converted(tmp_path, troubled(), "xls")
    data = bytearray((tmp_path / "out" / "A01.xls").read_bytes())
    # BIFF8 begins with BOF (0809, 16 bytes); the record after it becomes FILEPASS (002F), which says "encrypted"
    after = data.index(b"\x09\x08\x10\x00") + 20
    data[after : after + 2] = b"\x2f\x00"
    (tmp_path / "locked.xls").write_bytes(bytes(data))
    assert read_file(str(tmp_path), "locked.xls", REQUIRED).fault_code == "R04"
