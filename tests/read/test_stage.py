"""One bad file costs one file: also when it kills, hangs or starves the process that reads it."""

from __future__ import annotations

import faulthandler
import os
import random
import signal
import time
from pathlib import Path

import pytest

from pipeline.read import stage
from pipeline.read.layout import Required
from pipeline.read.stage import CHUNK, read, worker_processes
from pipeline.read.workbook import FileReading, read_file
from tests.read.raw import FIRST, REQUIRED, book, in_threads, line, packed, parts, read_folder, sheet
from tests.workspace import Return, data_of, row

GOOD = {f"good{number:02}.xlsx": book(line(FIRST)) for number in range(20)}


def faults(reading: stage.Reading) -> dict[str, str]:
    heads = reading.heads
    return {path: code for path, code in zip(heads["path"], heads["fault_code"], strict=True) if code}


def spoil(monkeypatch: pytest.MonkeyPatch, deed: object) -> None:
    """Make the reader of `bad.xlsx` do something terrible (forked workers inherit it)."""

    def reader(root: str, path: str, required: Required) -> FileReading:
        if path == "bad.xlsx":
            deed()  # type: ignore[operator]
        return read_file(root, path, required)

    monkeypatch.setattr(stage, "read_file", reader)


def starve() -> None:
    raise MemoryError


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    time.sleep(60)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("deed", [die, starve])
def test_only_the_file_that_kills_its_reader_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: object, workers: int
) -> None:
    spoil(monkeypatch, deed)
    assert len(GOOD) > CHUNK, "the good files fill more than one chunk"
    reading = read_folder(tmp_path, {**GOOD, "bad.xlsx": b"PK"}, workers)
    assert faults(reading) == {"bad.xlsx": "R09"}
    assert sorted(reading.rows["path"]) == sorted(GOOD)
    assert list(reading.findings["code"]) == ["R09"]


def test_a_file_that_never_ends_is_set_aside_when_its_time_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, hang)
    monkeypatch.setattr(stage, "SECONDS_PER_CHUNK", 1)
    begun = time.monotonic()
    reading = read_folder(tmp_path, {**GOOD, "bad.xlsx": b"PK"})
    assert faults(reading) == {"bad.xlsx": "R09"}
    assert len(reading.rows) == len(GOOD)
    assert time.monotonic() - begun < 20


def test_two_killers_in_different_chunks_cost_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(root: str, path: str, required: Required) -> FileReading:
        if path.startswith("killer"):
            die()
        return read_file(root, path, required)

    monkeypatch.setattr(stage, "read_file", reader)
    monkeypatch.setattr(stage, "CHUNK", 4)
    reading = read_folder(tmp_path, {**GOOD, "killer-a.xlsx": b"PK", "killer-z.xlsx": b"PK"})
    assert faults(reading) == {"killer-a.xlsx": "R09", "killer-z.xlsx": "R09"}
    assert sorted(reading.rows["path"]) == sorted(GOOD)


def _quietly(root: str, path: str, required: Required) -> FileReading:
    faulthandler.disable()  # in the worker: pytest's own would print the abort at length
    return read_file(root, path, required)


def test_the_real_reader_that_panics_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """calamine's own panic is no Exception and would end the run; the guard is switched off to let it happen."""
    from pipeline.read import scan
    from tests.read.test_scan import shared, strings

    monkeypatch.setattr(stage, "read_file", _quietly)
    monkeypatch.setattr(scan, "SHORTEST_STRING", 1e-30)
    monkeypatch.setattr(scan, "int", lambda text: min(int(text), 9), raising=False)
    forged = book(line(FIRST, title=shared("B8", "0")), strings=strings("题", str(2**63 - 1)))
    abort = book(line(FIRST, title=shared("B8", "0")), strings=strings("题", str(2**32 - 1)))
    reading = read_folder(tmp_path, {**GOOD, "panic.xlsx": forged, "abort.xlsx": abort})
    assert faults(reading) == {"panic.xlsx": "R09", "abort.xlsx": "R09"}
    assert sorted(reading.rows["path"]) == sorted(GOOD)


def test_the_tables_do_not_depend_on_workers_nor_on_the_order_of_files(tmp_path: Path) -> None:
    one = read_folder(tmp_path, GOOD, 1)
    two = read(tmp_path, list(reversed(list(GOOD))), worker_processes(2), REQUIRED)
    threads = read(tmp_path, list(GOOD), in_threads, REQUIRED)
    for name in ("heads", "rows", "placements", "sheets", "findings"):
        assert getattr(one, name).equals(getattr(two, name))
        assert getattr(one, name).equals(getattr(threads, name))


def test_no_file_at_all_gives_blank_tables(tmp_path: Path) -> None:
    reading = read(tmp_path, [], worker_processes(1), REQUIRED)
    assert (len(reading.heads), len(reading.rows), len(reading.findings)) == (0, 0, 0)


def test_row_numbers_run_through_all_files_and_every_row_knows_its_place(tmp_path: Path) -> None:
    reading = read_folder(tmp_path, {"b.xlsx": book(line(8) + line(9)), "a.xlsx": book(line(12))})
    rows = reading.rows
    assert list(rows["row_id"]) == [0, 1, 2]
    assert list(zip(rows["path"], rows["sheet_row"], strict=True)) == [("a.xlsx", 12), ("b.xlsx", 8), ("b.xlsx", 9)]


def damaged(generator: random.Random) -> bytes:
    """A good workbook with one part's text cut, doubled or altered somewhere."""
    content = {name: text.encode() for name, text in parts({"采用明细": sheet(line(8) + line(9))}).items()}
    name = generator.choice(sorted(content))
    xml = bytearray(content[name])
    start = generator.randrange(len(xml))
    piece = bytes(xml[start : start + generator.randrange(1, 30)])
    deeds = [b"", piece + piece, bytes(reversed(piece)), piece.swapcase(), b"9" * len(piece), b"<" + piece]
    xml[start : start + len(piece)] = generator.choice(deeds)
    return packed({**content, name: bytes(xml)})


def test_200_workbooks_damaged_at_random_are_each_read_or_set_aside(tmp_path: Path) -> None:
    generator = random.Random(20260920)
    files = {f"{number:03}.xlsx": damaged(generator) for number in range(200)}
    reading = read_folder(tmp_path, files)
    assert sorted(reading.heads["path"]) == sorted(files)
    whole = set(reading.heads.loc[reading.heads["fault_code"] == "", "path"])
    assert 0 < len(whole) < 200
    assert set(reading.sheets["path"]) == whole
    assert (reading.sheets["scanned_rows"] == reading.sheets["read_rows"]).all()


def test_100_workbooks_with_flipped_bytes_are_each_read_or_set_aside(tmp_path: Path) -> None:
    generator = random.Random(7)
    sound = data_of(Return(rows=[row()]))
    files = {}
    for number in range(100):
        data = bytearray(sound)
        for _ in range(3):
            data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
        files[f"{number:03}.xlsx"] = bytes(data)
    reading = read_folder(tmp_path, files)
    assert sorted(reading.heads["path"]) == sorted(files)
    assert len(faults(reading)) > 50
