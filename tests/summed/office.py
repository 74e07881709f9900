"""A small office over the four quarters of 2026, reckoned with a pencil.

County items earn 1 point and 30 yuan, city items 3 points and 50 yuan, for the unit and its only author. Each unit owes one
item a quarter; who is short may not be commended in that year. 李四 (P002) moves from A01 to B01 on 1 July; C01 is closed
on 30 June. B01 sends nothing for the fourth quarter.

          Q1                      Q2              Q3              Q4             year
    A01   张三 3/50, 李四 1/30    李四 3/50       张三 1/30       张三 3/50      11 points  210 yuan
    B01   王五 3/50               王五 1/30       李四 3/50       -               7 points  130 yuan
    C01   赵六 1/30               赵六 3/50       closed          closed          4 points   80 yuan
    sum   8 points 160            7 points 130    4 points 80     3 points 50    22 points  420 yuan

    张三 3 + 1 + 3 = 7 points, 130 yuan; 李四 1 + 3 + 3 = 7 points, 80 yuan in A01 and 50 in B01; 王五 4 points, 80 yuan; 赵六 4 points, 80 yuan.
    First half 160 + 130 = 290 yuan, second half 80 + 50 = 130 yuan.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.summed.run import run_span
from pipeline.summed.sums import Summed
from pipeline.workspace import Workspace
from tests.timetable import office_with, written
from tests.workspace import OUTLETS, UNITS, Return, row, write_roster

STEPS = """\
- {step: base, id: points, clause: A, measure: 单位积分, tariff: [{where: {tier: county}, amount: 1}, {where: {tier: city}, amount: 3}]}
- {step: base, id: cash, clause: A, measure: 奖励金额, tariff: [{where: {tier: county}, amount: 30}, {where: {tier: city}, amount: 50}]}
- {step: share, id: person-points, clause: A, of: [points], into: 个人积分, payee: author, split: equal, smallest: "0.1"}
- {step: share, id: payee, clause: A, of: [cash], into: 奖励金额, payee: author, split: equal, smallest: 1}
- {step: quota, id: task, clause: A, scope: unit, period: quarter, unreported: zero, targets: [{id: one, label: 采用任务, required: 1}]}
- {step: sanction, id: barred, clause: A, of: task, measure: 处理事项, say: 取消当年评先资格}
"""
LISTS = """\
commendations:
- {id: best, clause: A, title: 先进单位, who: unit, every: [year], places: 2, barred_by: [barred]}
- {id: half, clause: A, title: 半年先进单位, who: unit, every: [halfyear], places: 1}
- {id: people, clause: A, title: 优秀信息员, who: person, every: [year], places: 2}
- {id: each, clause: A, title: 季度之星, who: person, every: [period], places: 1}
payout: {clause: A, period: halfyear}
"""
PEOPLE = [
    ("P001", "张三", "A01"), ("P002", "李四", "A01", "", "", "2026-06-30"), ("P002", "李四", "B01", "", "2026-07-01", ""),
    ("P003", "王五", "B01"), ("P005", "赵六", "C01"),
]  # fmt: skip
COUNTY, CITY = "临溪快报", "安平日报"
ITEMS = {
    "2026Q1": [("A01", "张三", CITY), ("A01", "李四", COUNTY), ("B01", "王五", CITY), ("C01", "赵六", COUNTY)],
    "2026Q2": [("A01", "李四", CITY), ("B01", "王五", COUNTY), ("C01", "赵六", CITY)],
    "2026Q3": [("A01", "张三", COUNTY), ("B01", "李四", CITY)],
    "2026Q4": [("A01", "张三", CITY)],
}
MONTHS = {"2026Q1": 2, "2026Q2": 5, "2026Q3": 8, "2026Q4": 11}


def plan(name: str = "quarterly", *, head: str = "", due: str = "month_of_period: 3, day: 25") -> str:
    """The rules of the table above."""
    text = written(name, "quarter", 0, due=due, steps=STEPS, more=LISTS).replace("within: all", "within: all")
    return text.replace("cadence: quarter\n", f"cadence: quarter\n{head}")


def returns(*quarters: str) -> list[Return]:
    """What came for these quarters, a return for each unit that has anything."""
    found = []
    for quarter in quarters:
        day = date(2026, MONTHS[quarter], 5)
        for unit in dict.fromkeys(unit for unit, _, _ in ITEMS[quarter]):
            own = [one for one in ITEMS[quarter] if one[0] == unit]
            lines = [
                row(title=f"{quarter}{author}", authors=author, outlet_text=outlet, published_on=day)
                for _, author, outlet in own
            ]
            found.append(Return(unit, lines, period=quarter, received=f"{day.replace(day=20)} 09:00:00"))
    return found


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, *quarters: str) -> Workspace:
    """The office with what came for these quarters; all four where none is named."""
    workspace = office_with(folder, monkeypatch, {"quarterly": plan()}, returns(*(quarters or tuple(ITEMS))))
    write_roster(workspace.roster, UNITS, [one for one in OUTLETS if one[2] in ("县级", "市级")], PEOPLE)
    close(workspace.roster, "C01", "2026-06-30")
    return workspace


def close(roster: Path, unit: str, day: str) -> None:
    """Write a unit's last day into the roster."""
    book = openpyxl.load_workbook(roster)
    sheet = book["单位"]
    column = {cell.value: cell.column for cell in sheet[1]}["停用日期"]
    line = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == unit)
    sheet.cell(line, column).value = day
    book.save(roster)


def span(workspace: Workspace, which: str) -> Summed:
    return run_span(open_setting(workspace, worker_processes(1)), PeriodId.parse(which))
