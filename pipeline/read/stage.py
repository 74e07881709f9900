"""read: the registered files → heads, rows as sent, column places, sheet facts and findings (tables)."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pandas as pd

from pipeline.read.layout import Required
from pipeline.read.lines import Record
from pipeline.read.workbook import FileReading, read_file
from schemas.faults import finding_record
from schemas.records import Findings, SheetFacts
from schemas.returned import Heads, Placements, ReturnedRows

CHUNK = 16
SECONDS_PER_CHUNK = 60
MEMORY_PER_WORKER = 4 * 2**30
NewExecutor = Callable[[], Executor]


@dataclass(frozen=True)
class Reading:
    """The tables of the read stage."""

    heads: pd.DataFrame
    rows: pd.DataFrame
    placements: pd.DataFrame
    sheets: pd.DataFrame
    findings: pd.DataFrame


def worker_processes(workers: int) -> NewExecutor:
    """Limited subprocesses on this machine: a file that aborts or hangs its reader takes no more than its chunk."""
    context = multiprocessing.get_context("fork" if hasattr(signal, "alarm") else "spawn")
    return lambda: ProcessPoolExecutor(workers, mp_context=context, initializer=_limit_memory)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_PER_WORKER, MEMORY_PER_WORKER))


def read(folder: Path, paths: Sequence[str], new_executor: NewExecutor, required: Required) -> Reading:
    """Read every file; one that kills its reader is set aside as damaged (R09).

    `required`: keys of the columns without which a return is refused, by book.
    """
    ordered = sorted(paths)
    chunks = [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]
    done = _read_chunks(str(folder), chunks, new_executor, required)
    readings = sorted(chain.from_iterable(done), key=lambda reading: reading.path)
    return _tables(readings)


def read_chunk(root: str, paths: Sequence[str], required: Required) -> list[FileReading]:
    """The task of one worker: read some files within a time limit (the alarm ends the process)."""
    if hasattr(signal, "alarm"):
        signal.alarm(SECONDS_PER_CHUNK)
    readings = [read_file(root, path, required) for path in paths]
    if hasattr(signal, "alarm"):
        signal.alarm(0)
    return readings


def _read_chunks(
    root: str, chunks: list[list[str]], new_executor: NewExecutor, required: Required
) -> list[list[FileReading]]:
    """Read chunks side by side; those lost when a worker died are read again file by file."""
    with new_executor() as executor:
        futures = [(chunk, executor.submit(read_chunk, root, chunk, required)) for chunk in chunks]
        results = [(chunk, _result(future)) for chunk, future in futures]
    whole = [result for _, result in results if result is not None]
    return whole + [_read_again(root, chunk, new_executor, required) for chunk, lost in results if lost is None]


def _read_again(root: str, chunk: list[str], new_executor: NewExecutor, required: Required) -> list[FileReading]:
    """A dead worker takes every waiting chunk with it, so most are sound: the whole chunk first, then file by file."""
    with new_executor() as executor:
        readings = _result(executor.submit(read_chunk, root, chunk, required))
    if readings is None:
        return [_read_alone(root, path, new_executor, required) for path in chunk]
    return readings


def _result(future: Future[list[FileReading]]) -> list[FileReading] | None:
    try:
        return future.result()
    except (BrokenProcessPool, MemoryError):
        return None


def _read_alone(root: str, path: str, new_executor: NewExecutor, required: Required) -> FileReading:
    with new_executor() as executor:
        readings = _result(executor.submit(read_chunk, root, [path], required))
    return readings[0] if readings else FileReading(path, fault_code="R09", fault="读取程序因此文件中止")


def _tables(readings: list[FileReading]) -> Reading:
    rows = [{**row, "path": reading.path} for reading in readings for row in reading.rows]
    return Reading(
        heads=Heads.of(map(_head, readings)),
        rows=ReturnedRows.of({**row, "row_id": number} for number, row in enumerate(rows)),
        placements=Placements.of(
            {"path": reading.path, "sheet": table.sheet, "book": book.value, "key": key, "letter": letter}
            for reading in readings
            for book, table in reading.tables.items()
            for key, letter in table.letters.items()
        ),
        sheets=SheetFacts.of(
            {
                "path": reading.path,
                "sheet": table.sheet,
                "book": book.value,
                "scanned_rows": table.scanned_rows,
                "read_rows": table.read_rows,
            }
            for reading in readings
            for book, table in reading.tables.items()
        ),
        findings=Findings.of(chain.from_iterable(map(_findings, readings))),
    )


def _head(reading: FileReading) -> dict[str, str]:
    head = reading.head
    return {
        "path": reading.path,
        "template_version": head.get("template_version", ""),
        # the hidden sheet's code and the head's are kept apart, so that a disagreement shows
        "meta_unit": head.get("meta_unit", ""),
        "meta_period": head.get("period", ""),
        "head_unit": head.get("unit_code", ""),
        "head_unit_name": head.get("unit_name", ""),
        "head_window": head.get("window", ""),
        "row_units": head.get("row_units", ""),
        "return_type": head.get("return_type", ""),
        "resend": head.get("resend", ""),
        "typed_total": head.get("typed_total", ""),
        "fault_code": reading.fault_code,
        "fault": reading.fault,
    }


def _findings(reading: FileReading) -> list[Record]:
    sheet_findings = [*reading.findings]
    if reading.fault_code:
        sheet_findings.append({"code": reading.fault_code, "sheet": "", "cell": "", "found": reading.fault})
    return [finding_record(path=reading.path, **found) for found in sheet_findings]  # type: ignore[arg-type]
