"""Files are told in the order they came; the officer's list goes by unit, then by time, and says what to do first."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.answer.files import answer_files
from tests.answer.desk import text_of
from tests.workspace import Return, office, row, run


def test_files_are_told_in_the_order_they_came_and_the_officers_list_goes_by_unit_then_time(tmp_path: Path) -> None:
    sent = [
        Return("A01", [row()], name="三.xlsx", received="2026-09-18 09:00:00", resend=1, return_type="更正重报"),
        Return("A01", [row(title="旧")], name="四.xlsx", received="2026-09-17 09:00:00"),
        Return("B01", [row(title="乙", authors="王五")], name="一.xlsx", received="2026-09-15 09:00:00"),
        Return("B01", [row(title="乙改")], name="乙.xlsx", received="2026-09-22 09:00:00", resend=1),
        Return("A01", [row(title="改")], name="甲二.xlsx", received="2026-09-25 09:00:00", resend=3),
        Return("A01", [row(title="改改")], name="甲三.xlsx", received="2026-09-24 09:00:00", resend=2),
    ]
    workspace = office(tmp_path, sent)
    (workspace.arrived("2026Q3") / "新来的.xlsx").write_bytes(b"new")
    outcome = run(workspace)
    files = answer_files(outcome.setting, outcome.scored.checked, outcome)
    said = text_of(files["review/answers/A01 城关中心校/回复.eml"])
    places = [said.index(f"“{name}.xlsx”（") for name in ("四", "三", "甲三", "甲二")]
    assert places == sorted(places)
    lines = list(csv.DictReader(files["review/经办待办.csv"].decode("utf-8-sig").splitlines()))
    held = [line["文件"] for line in lines if line["事项"] == "待核实的来件"]
    assert held == ["甲三.xlsx", "甲二.xlsx", "乙.xlsx"]
    assert [line["怎样办"] for line in lines if line["事项"] == "没有登记的文件"] == ["先登记（collect），再运行"]
