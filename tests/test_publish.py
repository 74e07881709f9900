"""What is written out: harmless CSVs, a data dictionary of every column, and a switch that never leaves a half."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipeline import publish
from schemas.records import Findings


def _csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'quoted", "NA", "null"])
def test_text_that_could_run_is_neutral_in_the_csv_and_comes_back_whole(text: str) -> None:
    record = {**dict.fromkeys(Findings.headers(), ""), "severity": "错误", "row_id": -1, "found": text}
    header, line = _csv(publish.csv_bytes(Findings, Findings.of([record])))
    shown = line[header.index("填写内容")]
    assert not shown.startswith(("=", "+", "-", "@", "\t", "＝"))
    assert (shown[1:] if shown.startswith("'") else shown) == text
    assert line[header.index("行号")] == "-1"  # a number stays a number


def test_the_data_dictionary_names_every_column_of_every_audit_file() -> None:
    header, *lines = _csv(publish.dictionary_bytes())
    columns = {(line[header.index("文件")], line[header.index("列")]) for line in lines}
    expected = {(f"{name}.csv", title) for name, table in publish.AUDIT.items() for title in table.headers().values()}
    assert columns == expected
    assert all(line[header.index("列")] not in ("", "None") for line in lines)


def test_publishing_puts_the_whole_new_folder_in_place_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "2026Q3"
    publish.publish(folder, {"a.txt": b"old", "audit/gone.csv": b"x"})
    publish.publish(folder, {"a.txt": b"new"})
    assert [file.name for file in tmp_path.iterdir()] == ["2026Q3"]
    assert [file.relative_to(folder).as_posix() for file in folder.rglob("*")] == ["a.txt"]
    assert (folder / "a.txt").read_bytes() == b"new"


def test_a_run_broken_off_before_the_switch_leaves_the_last_one_whole(tmp_path: Path) -> None:
    folder = tmp_path / "2026Q3"
    publish.publish(folder, {"a.txt": b"old"})
    (folder.with_name(".2026Q3.new") / "audit").mkdir(parents=True)
    assert (folder / "a.txt").read_bytes() == b"old"
    publish.publish(folder, {"a.txt": b"new"})
    assert (folder / "a.txt").read_bytes() == b"new"


def test_a_two_step_switch_broken_off_in_the_middle_is_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "2026Q3"
    publish.publish(folder, {"a.txt": b"old"})
    folder.rename(folder.with_name(".2026Q3.old"))
    publish.recover(folder)
    assert (folder / "a.txt").read_bytes() == b"old"
