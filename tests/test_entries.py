"""What the office enters itself: priced by the assessment, signed, and refused when it fits nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.entries import read_entries, require_known
from pipeline.errors import OfficeError
from schemas.assessment import Assessment
from schemas.records import Entries
from schemas.roster import People
from tests.score.case import Place, decided, period, unit_table
from tests.score.test_engine import MANUAL, plan

PLACE = Place(units={"A01": "业务科室"})


def line(**overrides: str) -> dict[str, str]:
    return {
        "entry_id": "登-1", "kind": "负面曝光", "unit_code": "A01", "person": "", "level": "市级", "subject": "被曝光",
        "happened_on": "2026/8/5", "proposed_by": "甲", "checked_by": "乙", "approved_by": "丙", "grounds": "报道",
        "entered_on": "2026-09-01", **overrides,
    }  # fmt: skip


def write(folder: Path, *lines: dict[str, str], encoding: str = "utf-8-sig", name: str = "登记.csv") -> Path:
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([list(Entries.headers().values()), *(list(one.values()) for one in lines)])
    return folder


def known(folder: Path, assessment: Assessment | None = None) -> None:
    people = People.of(
        [
            {
                "person_code": "P1",
                "name": "张三",
                "unit_code": "A01",
                "role": "",
                "aliases": "",
                "from_date": "",
                "to_date": "",
            }
        ]
    )
    require_known(
        read_entries(folder),
        assessment or decided("laishan-forestry"),
        unit_table(PLACE),
        people,
        period(decided("laishan-forestry")),
    )


def test_a_signed_entry_is_read_with_its_day_as_a_date(tmp_path: Path) -> None:
    entries = read_entries(write(tmp_path / "entries", line(), line(entry_id="登-2")))
    assert entries["happened_on"].tolist() == ["2026-08-05", "2026-08-05"]
    known(tmp_path / "entries")


def test_a_folder_that_is_not_there_holds_no_entries(tmp_path: Path) -> None:
    assert read_entries(tmp_path / "entries").empty


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"approved_by": "", "grounds": ""}, "第2行：没有填写批准人、依据材料"),
        ({"happened_on": "八月"}, "发生日期“八月”不是日期"),
    ],
)
def test_an_unsigned_or_undated_entry_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    with pytest.raises(OfficeError) as refused:
        read_entries(write(tmp_path / "entries", line(**change)))
    assert message in str(refused.value)


def test_a_number_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="登记编号“登-1”重复"):
        read_entries(write(tmp_path / "entries", line(), line()))


def test_a_list_in_another_encoding_or_form_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="另存为“CSV UTF-8”"):
        read_entries(write(tmp_path / "one", line(), encoding="gbk"))
    with pytest.raises(OfficeError, match=r"登记\.xlsx 读不出来，请用 Excel 或 WPS 打开另存"):
        read_entries(write(tmp_path / "two", line(), name="登记.xlsx"))
    with pytest.raises(OfficeError, match=r"登记\.pdf 既不是 Excel 表也不是 CSV"):
        read_entries(write(tmp_path / "three", line(), name="登记.pdf"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "正面报道"}, "考核办法没有“正面报道”这种登记事项，可用的有：全区前十名、负面曝光"),
        ({"level": "县级"}, "“负面曝光”没有“县级”这一档，可用的有：市级、省级以上、影响恶劣"),
        ({"happened_on": "2025-12-31"}, "发生日期 2025-12-31 不在本年截至本期之内"),
        ({"happened_on": "2026-10-01"}, "发生日期 2026-10-01 不在本年截至本期之内"),
        ({"unit_code": "Z9"}, "单位代码“Z9”不在名录"),
        ({"person": "P9"}, "人员“P9”不在名录所列本单位人员之内"),
    ],
)
def test_an_entry_that_fits_nothing_is_refused_and_says_what_there_is(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    with pytest.raises(OfficeError) as refused:
        known(write(tmp_path / "entries", line(**change)))
    assert message in str(refused.value)


def test_an_entry_people_earn_by_must_name_its_person(tmp_path: Path) -> None:
    folder = write(tmp_path / "entries", line(kind="加分", level="大"))
    with pytest.raises(OfficeError, match="“加分”记在个人，请填写人员"):
        known(folder, plan({**MANUAL, "measure": "个人积分"}))


def test_a_line_without_a_number_in_two_files_is_one_entry(tmp_path: Path) -> None:
    folder = write(tmp_path / "entries", line(entry_id=""))
    write(folder, line(entry_id=""), line(entry_id="", subject="又被曝光"), name="登记-8月.csv")
    assert sorted(read_entries(folder)["subject"]) == ["又被曝光", "被曝光"]
    write(folder, line(), name="编号.csv")
    assert set(read_entries(folder)["entry_id"]) == {"登-1", "登记-8月-3"}, "a copy that was given its number"


def test_lines_alike_without_numbers_in_one_file_are_two_and_their_copy_adds_none(tmp_path: Path) -> None:
    folder = write(tmp_path / "entries", line(entry_id=""), line(entry_id=""))
    write(folder, line(entry_id=""), line(entry_id=""), name="副本.csv")
    assert len(read_entries(folder)) == 2
