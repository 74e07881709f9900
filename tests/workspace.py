"""A small office for tests: three units, a few outlets and people, returns written with the product's own template."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.period import PeriodId
from pipeline.quarter import open_setting, run_period
from pipeline.read.stage import worker_processes
from pipeline.run import Outcome, Setting
from pipeline.template.form import Form
from pipeline.template.workbook import blank_return
from pipeline.workspace import Workspace
from schemas.records import Arrivals
from schemas.roster import Outlets, People, Units
from schemas.template import HEAD, HEADER_ROWS
from schemas.vocabulary import Book
from tests.columns import USUAL

SAMPLE_OFFICE = Path(__file__).parent.parent / "inputs" / "office.yaml"
UNITS = [
    ("A01", "城关中心校", "城关、城关学区", "中心校"),
    ("B01", "实验小学", "实小", "直属学校"),
    ("C01", "教研室", "", "机关科室"),
]
OUTLETS = [
    # name, aliases, tier, kind, in targets, in cash
    ("临溪快报", "快报", "县级", "报纸", "否", "是"),
    ("临溪教育网", "", "县级", "网站", "否", "否"),
    ("安平日报", "安平报", "市级", "报纸", "是", "是"),
    ("安平都市网", "", "市级", "网站", "否", "否"),
    ("江北教育报", "", "省级", "报纸", "是", "是"),
    ("中华教育观察", "", "国家级", "报纸", "是", "是"),
    ("溪风号", "", "市级", "平台号", "否", "是"),
]
PEOPLE = [
    ("P001", "张三", "A01"),
    ("P002", "李四", "A01"),
    ("P003", "王五", "B01"),
    ("P004", "张三", "B01"),
    ("P005", "赵六", "C01"),
]


def row(**overrides: Any) -> dict[str, Any]:
    """A sound line; give only what matters to the test."""
    return {
        "title": "课后服务展新貌",
        "genre": "消息",
        "authors": "张三",
        "reviewer": "李四",
        "outlet_text": "安平日报",
        "method": "全文",
        "origin": "原发",
        "published_on": date(2026, 8, 5),
        "channel": "局推荐",
        "paid": "否",
        "evidence_kinds": "影印件",
        "evidence_no": "1",
        **overrides,
    }


def submission(**overrides: Any) -> dict[str, Any]:
    """A sound line of 报送台账; give only what matters to the test."""
    return {
        "title": "课后服务展新貌",
        "genre": "消息",
        "authors": "张三",
        "reviewer": "李四",
        "submitted_at": datetime(2026, 8, 3, 15, 30),
        "due_at": datetime(2026, 8, 3, 16),
        "length": 820,
        "head_signature": "王科长",
        "leader_signature": "赵局长",
        **overrides,
    }


@dataclass
class Return:
    """One workbook that came: whose, when, with which lines. `data` replaces the whole file.

    It has every column; the sheet 报送台账 only where `submissions` is given, be it without lines.
    """

    unit: str = "A01"
    rows: list[dict[str, Any]] = field(default_factory=list)
    received: str = "2026-09-18 09:00:00"
    basis: str = "邮件"
    officer_time: str = ""
    name: str = ""
    return_type: str = "正常"
    resend: int = 0
    period: str = "2026Q3"
    data: bytes | None = None
    submissions: list[dict[str, Any]] | None = None

    @property
    def file(self) -> str:
        return self.name or f"{self.unit}.xlsx"


def workbook(sent: Return) -> openpyxl.Workbook:
    """The product's own template, filled as a unit fills it (openpyxl: formulas have no cached value)."""
    names = {code: (name, unit_class) for code, name, _, unit_class in UNITS}
    name, unit_class = names[sent.unit]
    form = Form(sent.unit, name, unit_class, sent.period, "统计表", "统计期间", "截止时间", "luquan-education", ())
    lines = {Book.ADOPTION: sent.rows}
    if sent.submissions is not None:
        lines[Book.SUBMISSION] = sent.submissions
    book = openpyxl.load_workbook(BytesIO(_blank(form, tuple(lines))))
    head = {item.key: item.value_cell for item in HEAD}
    book[Book.ADOPTION][head["return_type"]] = sent.return_type
    book[Book.ADOPTION][head["resend"]] = sent.resend or None
    for name, its in lines.items():
        _fill(book[name], name, its)
    return book


@cache
def _blank(form: Form, books: tuple[Book, ...]) -> bytes:
    return blank_return(form, {name: USUAL[name] for name in books})


def _fill(sheet: Worksheet, name: Book, lines: list[dict[str, Any]]) -> None:
    for number, line in enumerate(lines, start=HEADER_ROWS[name] + 1):
        for position, column in enumerate(USUAL[name], start=1):
            sheet.cell(number, position).value = line.get(column.key)


def data_of(sent: Return) -> bytes:
    if sent.data is not None:
        return sent.data
    stream = BytesIO()
    workbook(sent).save(stream)
    return stream.getvalue()


def office(tmp_path: Path, returns: list[Return], *, yaml: str = "") -> Workspace:
    """A workspace whose office is the sample's, with a small roster and these returns registered."""
    workspace = Workspace(tmp_path / "inputs", tmp_path / "outputs")
    workspace.inputs.mkdir(parents=True, exist_ok=True)
    if yaml:
        workspace.office.write_text(yaml, "utf-8")
    else:
        shutil.copyfile(SAMPLE_OFFICE, workspace.office)
    write_roster(workspace.roster)
    for period in sorted({sent.period for sent in returns} | {"2026Q3"}):
        arrive(workspace.arrived(period), [sent for sent in returns if sent.period == period])
    return workspace


def arrive(folder: Path, returns: list[Return]) -> None:
    """Put returns into a period's folder and register them."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for sent in returns:
        data = data_of(sent)
        (folder / sent.file).write_bytes(data)
        sha = hashlib.sha256(data).hexdigest()
        lines.append([sent.file, sha, len(data), sent.received, sent.basis, sent.officer_time, ""])
    with (folder / "receipts.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([list(Arrivals.headers().values()), *lines])


def write_roster(
    file: Path,
    units: Iterable[tuple[str, ...]] = tuple(UNITS),
    outlets: Iterable[tuple[str, ...]] = tuple(OUTLETS),
    people: Iterable[tuple[str, ...]] = tuple(PEOPLE),
) -> None:
    """Put a roster workbook into a file; units may bring their mail, people their role (人员身份) and the days they came and left."""
    file.write_bytes(_roster(tuple(units), tuple(outlets), tuple(people)))


@cache
def _roster(
    units: tuple[tuple[str, ...], ...], outlets: tuple[tuple[str, ...], ...], people: tuple[tuple[str, ...], ...]
) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {
        "单位": (
            Units,
            [[*unit[:4], "负责人", "信息员", "", "", *(unit[4:] or ("",)), "2020-01-01", ""] for unit in units],
        ),
        "媒体": (Outlets, [[*outlet, "2020-01-01", ""] for outlet in outlets]),
        "人员": (People, [[*person[:3], *(person[3:4] or ("",)), "", *(person[4:] or ("", ""))] for person in people]),
    }
    for name, (table, lines) in sheets.items():
        sheet = book.create_sheet(name)
        for line in [list(table.headers().values()), *lines]:
            sheet.append(line)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def run(workspace: Workspace, quarter: str = "2026Q3", setting: Setting | None = None) -> Outcome:
    """Everything up to the standings; nothing rendered. `setting` replaces the one the workspace's files give."""
    return run_period(setting or setting_of(workspace), PeriodId.parse(quarter), lambda _: None)


_SETTINGS: dict[bytes, Setting] = {}


def setting_of(workspace: Workspace) -> Setting:
    """The sample office's setting, read once for each roster: reading rules and roster is half of a small run."""
    if workspace.office.read_bytes() != SAMPLE_OFFICE.read_bytes():
        return open_setting(workspace, worker_processes(1))
    roster = workspace.roster.read_bytes()
    if roster not in _SETTINGS:
        _SETTINGS[roster] = open_setting(workspace, worker_processes(1))
    return replace(_SETTINGS[roster], workspace=workspace)
