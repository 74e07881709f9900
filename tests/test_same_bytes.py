"""Everything the product writes is the same bytes from the same inputs: on another day, machine, zone, locale and place."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plans.build import workspace_of
from tests.plans.quarters import QUARTERS

ROOT = Path(__file__).parent.parent
CLOCK = {
    "now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "ctime", "asctime",
}  # fmt: skip
"""What tells the hour when it is called on `datetime`, `date`, `pd.Timestamp` or `time`."""
TELLS = {"datetime", "date", "Timestamp", "time"}
CHANCE = {"random", "secrets", "uuid", "tempfile"}
FILE_TIMES = {"st_mtime", "st_ctime", "st_atime", "st_mtime_ns", "getmtime", "getctime"}
MAY_READ_FILE_TIMES = {"pipeline/collect/stage.py"}
"""Registering a new file notes when it was last changed; no other stage looks."""
EVERYTHING = """
import sys
from pipeline.cli import app
for command in ("statements", "template", "papers"):
    app([command, sys.argv[1], "--inputs", sys.argv[2], "--outputs", sys.argv[3]], standalone_mode=False)
"""
PLAN = "laishan-forestry"


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("pipeline", "schemas"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text("utf-8"))


def clock_readings(tree: ast.AST) -> list[int]:
    """Lines that read the clock or draw by chance."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK:
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            found += [node.lineno] if owner in TELLS else []
        elif isinstance(node, ast.Import):
            found += [node.lineno for name in node.names if name.name.split(".")[0] in {*CHANCE, "time"}]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {*CHANCE, "time"}:
            found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    "line",
    ["datetime.now(zone)", "date.today()", "pd.Timestamp.now()", "dt.datetime.utcnow()", "import time", "from uuid import uuid4"],
)  # fmt: skip
def test_a_line_that_reads_the_clock_or_draws_by_chance_would_be_found(line: str) -> None:
    assert clock_readings(ast.parse(line)) == [1]


def test_no_module_reads_the_clock_or_draws_by_chance() -> None:
    assert {name: lines for name, tree in _modules() if (lines := clock_readings(tree))} == {}


def test_only_registering_a_file_looks_at_when_it_was_changed() -> None:
    reading = {
        name
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in FILE_TIMES
    }
    assert reading == MAY_READ_FILE_TIMES


def _written(inputs: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    """Every file that bulletin, statements, blank forms and office papers make, by its path."""
    command = [sys.executable, "-c", EVERYTHING, QUARTERS[PLAN].quarter, str(inputs), str(folder)]
    clean = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED")}
    done = subprocess.run(command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != ".lock"]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_whatever_is_written_for_an_office_is_the_same_bytes_in_another_place_and_time(tmp_path: Path) -> None:
    inputs = workspace_of(QUARTERS[PLAN], tmp_path / "here").inputs
    other = shutil.copytree(inputs, tmp_path / "else where" / "输入")
    for file in other.rglob("*"):
        os.utime(file, (86_400, 86_400))
    ours = _written(inputs, tmp_path / "out", PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    theirs = _written(
        other, tmp_path / "else where" / "输出", PYTHONHASHSEED="4242", TZ="America/New_York", LC_ALL="C", LANG="C",
        PYTHONUTF8="1", SOURCE_DATE_EPOCH="86400", HOME=str(tmp_path),
    )  # fmt: skip
    assert sorted(ours) == sorted(theirs)
    assert [name for name in sorted(ours) if ours[name] != theirs[name]] == []
    kinds = {Path(name).suffix for name in ours}
    assert kinds >= {".pdf", ".docx", ".html", ".xlsx", ".csv", ".eml", ".json"}
