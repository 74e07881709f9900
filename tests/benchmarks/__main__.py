"""`make bench`: what reading costs, as ratios within one run (machines are noisy, so never as seconds to pass)."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from pipeline.read.stage import read, worker_processes
from pipeline.read.workbook import read_file
from tests.read.raw import REQUIRED
from tests.workspace import Return, data_of, row

RETURNS = 120
ROWS = 60
ROUNDS = 5


def _bare_calamine(files: list[Path]) -> None:
    for file in files:
        workbook = CalamineWorkbook.from_path(str(file))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def _pandas_openpyxl(files: list[Path]) -> None:
    for file in files:
        pd.read_excel(file, sheet_name=None, engine="openpyxl")


def _guarded(files: list[Path]) -> None:
    for file in files:
        read_file(str(file.parent), file.name, REQUIRED)


def _stage(workers: int) -> Callable[[list[Path]], None]:
    return lambda files: _read_stage(files, workers)


def _read_stage(files: list[Path], workers: int) -> None:
    read(files[0].parent, [file.name for file in files], worker_processes(workers), REQUIRED)


WORK: dict[str, Callable[[list[Path]], None]] = {
    "bare calamine to_python": _bare_calamine,
    "guarded reading, one process": _guarded,
    "read stage with its tables, one worker": _stage(1),
    "read stage with its tables, two workers": _stage(2),
    "pandas + openpyxl read_excel": _pandas_openpyxl,
}


def _measure(files: list[Path]) -> dict[str, float]:
    """Median seconds of each work, the works taking turns so that drift falls on all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in WORK}
    for _ in range(ROUNDS):
        for name, work in WORK.items():
            begun = time.perf_counter()
            work(files)
            seconds[name].append(time.perf_counter() - begun)
    return {name: median(taken) for name, taken in seconds.items()}


def main() -> None:
    """Print the table of ratios."""
    with tempfile.TemporaryDirectory() as folder:
        data = data_of(Return("A01", [row(title=f"第{number}篇") for number in range(ROWS)]))
        files = [Path(folder) / f"{number:04}.xlsx" for number in range(RETURNS)]
        for file in files:
            file.write_bytes(data)
        seconds = _measure(files)
    base = seconds["bare calamine to_python"]
    table = Table(
        "work", "ms a return", "× bare calamine", title=f"{RETURNS} returns of {ROWS} rows, medians of {ROUNDS}"
    )
    for name, taken in seconds.items():
        table.add_row(name, f"{1000 * taken / RETURNS:.2f}", f"{taken / base:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
