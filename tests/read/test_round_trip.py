"""The sample's returns opened and saved by another program give the same lines (needs soffice; one run per form)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.read.workbook import FileReading, read_file
from tests.read.raw import REQUIRED

pytestmark = pytest.mark.real

SAMPLE = Path(__file__).parent.parent.parent / "inputs" / "2026Q3"
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Separated by commas, quoted, in UTF-8, cells as shown, each sheet a file."""
NO_RESULT = "〔公式没有结果〕"
GONE_IN_CSV = frozenset({"R21", "R22", "R23", "R32", "R35"})
"""Findings on what a text has not: formulas, merges, hidden rows and columns."""


def convert(folder: Path, form: str) -> Path:
    """All sample returns saved again in one form; a broken one cannot be opened and is left out."""
    name = form.partition(":")[0]
    files = sorted(str(path) for path in SAMPLE.glob("*.xls*"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", name, *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / name


def pairs(folder: Path, suffix: str) -> Iterator[tuple[FileReading, FileReading]]:
    """Each readable sample return, as it came and as it was saved again."""
    for path in sorted(SAMPLE.glob("*.xls*")):
        came = read_file(str(SAMPLE), path.name, REQUIRED)
        if not came.fault_code:
            yield came, read_file(str(folder), path.stem + suffix, REQUIRED)


def differences(came: FileReading, again: FileReading, *, without: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    """Column and row → the text before and after."""
    assert [row["sheet_row"] for row in came.rows] == [row["sheet_row"] for row in again.rows]
    return {
        f"{key} {one['sheet_row']}": (str(text), str(other[key]))
        for one, other in zip(came.rows, again.rows, strict=True)
        for key, text in one.items()
        if key not in without and text != other[key]
    }


def cells(reading: FileReading, codes: frozenset[str]) -> set[tuple[object, object]]:
    return {(found["code"], found["cell"]) for found in reading.findings if found["code"] not in codes}


def counted(before: str, after: str) -> bool:
    """A formula that openpyxl left without result is calculated; an error nobody knows has none either way."""
    return before == NO_RESULT or (before.startswith("#") and after == NO_RESULT)


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_every_sample_return_saved_again_gives_the_same_lines_and_the_same_identity(tmp_path: Path, form: str) -> None:
    folder = convert(tmp_path, form)
    read = 0
    for came, again in pairs(folder, f".{form}"):
        read += 1
        assert (again.fault_code, again.path) == ("", f"{Path(came.path).stem}.{form}")
        for place, (before, after) in differences(came, again).items():
            # LibreOffice writes 0 into an .xls for a formula on text that it did not calculate: flagged, not silent
            flagged = form == "xls" and after == "0" and ("R21", _cell(again, place)) in cells(again, frozenset())
            assert counted(before, after) or flagged, (came.path, place, before, after)
        assert again.head | {"typed_total": ""} == came.head | {"typed_total": ""}
        assert cells(again, frozenset({"R21"})) == cells(came, frozenset({"R21"}))
    assert read > 40


def _cell(reading: FileReading, place: str) -> str:
    key, row = place.split(" ")
    (table,) = reading.tables.values()
    return f"{table.letters[key]}{row}"


def test_every_sample_sheet_as_csv_gives_the_same_lines_but_for_what_a_text_cannot_hold_and_no_other_sheet_is_a_return(
    tmp_path: Path,
) -> None:
    folder = convert(tmp_path, CSV)
    for came, again in pairs(folder, "-采用明细.csv"):
        assert again.fault_code == "", again.fault
        merged = {str(found["cell"]) for found in came.findings if found["code"] == "R22"}
        for place, (before, after) in differences(came, again, without=("sheet",)).items():
            assert counted(before, after) or (after == "" and _cell(came, place) in merged), (came.path, place)
        said = ("unit_code", "unit_name", "window", "return_type", "resend")
        assert {key: again.head[key] for key in said} == {key: came.head[key] for key in said}
        assert [again.head[key] for key in ("meta_unit", "period", "template_version")] == ["", "", ""]
        assert cells(again, frozenset({"R34"})) == cells(came, GONE_IN_CSV)
    others = [path for path in folder.glob("*.csv") if not path.stem.endswith("-采用明细")]
    assert len(others) > 100
    assert {read_file(str(folder), path.name, REQUIRED).fault_code for path in others} == {"R03"}
