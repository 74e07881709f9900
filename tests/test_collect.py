"""The register: nothing twice, nothing lost, what the officer typed stays, and a wrong line is named."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.collect import stage
from pipeline.collect.folder import files_in, present, read_register, unregistered
from pipeline.errors import OfficeError
from schemas.records import Arrivals

ZONE = "Asia/Shanghai"
HEADERS = list(Arrivals.headers().values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "2026Q3"
    place.mkdir()
    put(place, "A01.xlsx", b"one")
    put(place, "来件/B01.xlsx", b"two")
    return place


def register(folder: Path, zone: str) -> list[str]:
    return [line["path"] for line in stage.register(stage.Place(folder, ZoneInfo(zone)))]


def put(folder: Path, name: str, data: bytes = b"x") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (1_789_700_000, 1_789_700_000))  # 2026-09-18 10:53:20 in Shanghai
    return file


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "receipts.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def rewrite(folder: Path, lines: list[dict[str, str]], encoding: str = "utf-8-sig") -> None:
    with (folder / "receipts.csv").open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, HEADERS, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)


def edit(folder: Path, **changes: str) -> None:
    """Register, then change the first line of the register as the officer would."""
    register(folder, ZONE)
    titles = Arrivals.headers()
    lines = table(folder)
    lines[0] |= {titles[name]: text for name, text in changes.items()}
    rewrite(folder, lines)


def test_every_file_is_registered_with_hash_size_and_its_own_time(folder: Path) -> None:
    assert register(folder, ZONE) == ["A01.xlsx", "来件/B01.xlsx"]
    arrivals = read_register(folder)
    assert list(arrivals["path"]) == ["A01.xlsx", "来件/B01.xlsx"]
    assert list(arrivals["size"]) == [3, 3]
    assert arrivals["sha256"][0] == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert set(arrivals["received_at"]) == {"2026-09-18 10:53:20"}
    assert set(arrivals["time_basis"]) == {"文件时间"}


def test_the_time_is_that_of_the_offices_zone(folder: Path) -> None:
    register(folder, "UTC")
    assert set(read_register(folder)["received_at"]) == {"2026-09-18 02:53:20"}


def test_registering_twice_adds_nothing_and_leaves_the_file_as_it_is(folder: Path) -> None:
    register(folder, ZONE)
    before = (folder / "receipts.csv").read_bytes()
    assert register(folder, ZONE) == []
    assert (folder / "receipts.csv").read_bytes() == before


def test_a_copied_folder_with_new_file_times_registers_nothing_new(folder: Path, tmp_path: Path) -> None:
    register(folder, ZONE)
    copy = Path(shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copyfile))
    assert register(copy, ZONE) == []
    assert set(read_register(copy)["received_at"]) == {"2026-09-18 10:53:20"}


def test_a_new_file_is_appended_and_the_older_lines_stay(folder: Path) -> None:
    register(folder, ZONE)
    older = table(folder)
    put(folder, "C01.xlsx", b"three")
    assert unregistered(folder, read_register(folder)) == ["C01.xlsx"]
    assert register(folder, ZONE) == ["C01.xlsx"]
    lines = table(folder)
    assert [line for line in lines if line["文件"] != "C01.xlsx"] == older
    assert len(lines) == 3


def test_what_the_officer_typed_survives_a_later_registration(folder: Path) -> None:
    edit(folder, officer_time="2026/9/18 9:05", note="U盘送来，含“,”与\n换行")
    put(folder, "C01.xlsx", b"three")
    register(folder, ZONE)
    first = read_register(folder).iloc[0]
    assert (first["officer_time"], first["note"]) == ("2026-09-18 09:05:00", "U盘送来，含“,”与\n换行")


@pytest.mark.parametrize(
    "typed",
    [
        "2026/9/18 9:05",
        "2026/09/18 09:05",
        "2026-9-18 9:05",
        "2026-9-18 9:05:00",
        "2026-09-18T09:05:00",
        " 2026/9/18 9:05 ",
    ],
)
def test_a_time_as_excel_saves_it_is_accepted(folder: Path, typed: str) -> None:
    edit(folder, officer_time=typed, received_at=typed)
    first = read_register(folder).iloc[0]
    assert (first["officer_time"], first["received_at"]) == ("2026-09-18 09:05:00", "2026-09-18 09:05:00")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"officer_time": "昨天上午"}, "第2行“经办登记时间”：“昨天上午”不是时间"),
        ({"officer_time": "2026-9-31 9:05"}, "第2行“经办登记时间”"),
        ({"received_at": ""}, "第2行“收到时间”"),
        ({"time_basis": "听说"}, "第2行“时间依据”为“听说”，应为邮箱记录、邮件、经办登记、文件时间之一"),
        ({"size": "三"}, "第2行的字节数或文件校验值被改动"),
        ({"sha256": "7.69E+10"}, "第2行的字节数或文件校验值被改动"),
        ({"path": "来件/B01.xlsx"}, "第3行与第2行登记的是同一个文件“来件/B01.xlsx”"),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_what_it_should_be(
    folder: Path, changes: dict[str, str], words: str
) -> None:
    edit(folder, **changes)
    with pytest.raises(OfficeError) as refused:
        read_register(folder)
    assert any(words in problem for problem in refused.value.problems)
    assert "receipts.csv 有 1 处需要改正" in refused.value.headline


def test_all_wrong_lines_are_named_together(folder: Path) -> None:
    register(folder, ZONE)
    rewrite(folder, [{**line, "时间依据": "?", "经办登记时间": "?"} for line in table(folder)])
    with pytest.raises(OfficeError) as refused:
        read_register(folder)
    assert len(refused.value.problems) == 4


def test_a_wrong_register_is_never_written_over(folder: Path) -> None:
    edit(folder, officer_time="昨天上午")
    before = (folder / "receipts.csv").read_bytes()
    put(folder, "C01.xlsx")
    with pytest.raises(OfficeError):
        register(folder, ZONE)
    assert (folder / "receipts.csv").read_bytes() == before


def test_a_register_without_a_column_is_refused_by_its_name(folder: Path) -> None:
    register(folder, ZONE)
    file = folder / "receipts.csv"
    file.write_text(file.read_text("utf-8-sig").replace("时间依据", "依据"), "utf-8-sig")
    with pytest.raises(OfficeError, match="缺少列：时间依据"):
        read_register(folder)


def test_a_register_that_excel_saved_in_gbk_is_refused_with_the_remedy(folder: Path) -> None:
    register(folder, ZONE)
    rewrite(folder, table(folder), "gbk")
    with pytest.raises(OfficeError, match="CSV UTF-8"):
        read_register(folder)


def test_emptied_lines_that_excel_leaves_behind_are_no_fault(folder: Path) -> None:
    register(folder, ZONE)
    rewrite(folder, [*table(folder), {}])
    assert len(read_register(folder)) == 2


def test_a_period_without_register_has_blank_arrivals(folder: Path) -> None:
    arrivals = read_register(folder)
    assert (len(arrivals), list(arrivals.columns)) == (0, list(Arrivals.headers()))


@pytest.mark.parametrize(
    "name",
    [
        "~$A01.xlsx",
        ".A01.xlsx.swp",
        "来件/~$B01.xlsx",
        ".DS_Store",
        "remarks.md",
        "receipts.csv",
        "rulings/认定.xlsx",
        "rulings/2026/认定.xlsx",
        ".receipts.csv.part",
    ],
)
def test_lock_files_hidden_files_and_the_offices_own_papers_are_no_arrivals(folder: Path, name: str) -> None:
    put(folder, name)
    assert files_in(folder) == ["A01.xlsx", "来件/B01.xlsx"]


def test_a_file_the_product_cannot_read_is_an_arrival_all_the_same(folder: Path) -> None:
    for name in ("扫描件.pdf", "没有扩展名", "rulings.xlsx"):
        put(folder, name)
    assert {"扫描件.pdf", "没有扩展名", "rulings.xlsx"} <= set(files_in(folder))


def test_what_a_killed_registration_leaves_behind_is_no_arrival(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        register(folder, ZONE)
    monkeypatch.undo()
    assert register(folder, ZONE) == ["A01.xlsx", "来件/B01.xlsx"]


@pytest.mark.parametrize(
    "name", [" A02.xlsx", "A02.xlsx ", "=1+1.xlsx", "甲,乙.xlsx", '引"号.xlsx', "两\n行.xlsx", "𬭎.xlsx"]
)
def test_a_file_keeps_its_name_however_odd_and_is_registered_once(folder: Path, name: str) -> None:
    put(folder, name)
    assert name in register(folder, ZONE)
    assert register(folder, ZONE) == []
    assert name in present(folder, read_register(folder))


def test_a_registered_file_that_is_gone_or_altered_is_not_present(folder: Path) -> None:
    register(folder, ZONE)
    put(folder, "A01.xlsx", b"altered")
    arrivals = read_register(folder)
    assert present(folder, arrivals) == ["来件/B01.xlsx"]
    (folder / "来件/B01.xlsx").unlink()
    assert present(folder, arrivals) == []


def test_an_altered_file_is_not_registered_a_second_time(folder: Path) -> None:
    register(folder, ZONE)
    before = (folder / "receipts.csv").read_bytes()
    put(folder, "A01.xlsx", b"altered")
    assert register(folder, ZONE) == []
    assert (folder / "receipts.csv").read_bytes() == before


def test_a_file_name_that_is_not_utf_8_is_refused_by_name_and_no_crash(folder: Path) -> None:
    (folder / os.fsdecode(b"\xb3\xc7\xb9\xd8.xlsx")).write_bytes(b"x")
    with pytest.raises(OfficeError, match="文件名"):
        register(folder, ZONE)
    assert not (folder / "receipts.csv").exists()
