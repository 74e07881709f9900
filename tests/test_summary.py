"""What the terminal tells the officer after a run, beyond the figures."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from pipeline.period import PeriodId
from pipeline.produce import produce
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.summary import summary
from tests.workspace import OUTLETS, UNITS, Return, office, row, write_roster


def test_a_tier_no_outlet_of_the_roster_has_is_pointed_out(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    write_roster(workspace.roster, UNITS, [outlet for outlet in OUTLETS if outlet[2] != "国家级"])
    setting = open_setting(workspace, worker_processes(1))
    console = Console(record=True, width=200)
    console.print(summary(produce(setting, PeriodId.parse("2026Q3"))))
    said = console.export_text()
    assert "考核办法：名录里没有“国家级”的媒体，这一档暂时用不到" in said
    assert "采用 1篇，积分 3分，奖励 50元" in said
