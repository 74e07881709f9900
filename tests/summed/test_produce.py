"""The commands that publish a year, a half-year and a month: what they put out, what they say, how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.explain import lines_of
from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.summed.produce import produce_span
from tests.summed.office import office as four_quarters
from tests.workspace import Return, office, row

ROOT = Path(__file__).parent.parent.parent
PAPERS = {"bulletin.pdf", "bulletin.html", "bulletin.docx", "tables.xlsx", "dispatch-form.pdf", "manifest.json"}


def typed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command as a user types it, on the office in a folder."""
    places = ("--inputs", str(folder / "inputs"), "--outputs", str(folder / "outputs"))
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *words, *places], env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def test_a_published_year_has_its_papers_no_payroll_and_the_same_bytes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = open_setting(four_quarters(tmp_path, monkeypatch), worker_processes(1))
    folder = produce_span(setting, PeriodId.parse("2026Y")).folder
    first = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert {str(name) for name in first if name.parent == Path()} == PAPERS
    assert Path("audit/08_台账.csv") in first
    assert Path("audit/01_收件登记.csv") not in first
    # a person's year can be explained line by line, down to the file of the quarter
    title, lines = lines_of(folder, "P002")
    assert title == "李四（实验小学，P002）"
    assert set(lines["文件"]) == {"2026Q1/A01.xlsx", "2026Q2/A01.xlsx", "2026Q3/B01.xlsx"}
    assert lines.loc[lines["本人"] & (lines["计量"] == "奖励金额"), "数额"].astype("int64").sum() == 13000
    produce_span(setting, PeriodId.parse("2026Y"))
    assert first == {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_commands_say_what_was_added_up_and_end_with_their_exit_codes(tmp_path: Path) -> None:
    office(tmp_path, [
        Return("A01", [row(published_on=date(2026, 2, 5))], period="2026Q1", received="2026-03-18 09:00:00"),
        Return("A01", [row(), row(title="第二篇")]),
    ])  # fmt: skip
    year = typed(tmp_path, "year", "2026Y")
    assert year.returncode == 0, year.stderr
    assert "由下列各期合计，没有另行计分：2026Q1、2026Q3" in year.stdout
    assert "合计：采用 3篇，积分 9分，奖励 150元" in year.stdout
    assert "没有收件登记的各期没有计入，合计和名次不完整：2026Q2、2026Q4" in year.stdout
    month = typed(tmp_path, "month", "2026M08", "--book", "采用")
    assert (month.returncode, "合计：采用 2篇" in month.stdout) == (0, True), month.stderr
    assert (tmp_path / "outputs" / "2026M08-采用" / "bulletin.pdf").is_file()
    wrong = [typed(tmp_path, *words) for words in (("year", "2026H1"), ("month", "2026M08"), ("halfyear", "2024H1"))]
    assert [(one.returncode, one.stderr.strip()) for one in wrong] == [
        (64, "这个命令的期别应写成如 2026Y（年度），“2026H1”不是"),
        (64, "请写明统计哪一种（用 make 的写 BOOK=报送 或 BOOK=采用）：--book 报送 或 --book 采用"),
        (2, "2024H1 没有一期可以合计：2024Q1、2024Q2 都没有收件登记"),
    ]
