"""From the mailbox to the bulletin's figures, as the officer runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.bulletin.duties import not_on_time
from pipeline.collect.window import days_of
from pipeline.period import PeriodId
from pipeline.produce import figures_of
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.workspace import Workspace
from tests.collect.mails import SERVER, File, mail
from tests.collect.servers import PASSWORD, Server, pymap
from tests.collect.thirty import ZONE
from tests.workspace import SAMPLE_OFFICE, Return, data_of, office, row, run

ROOT = Path(__file__).parent.parent.parent
MAILS = {"A01": "a01@linxi.example", "B01": "b01@linxi.example"}
IN_TIME, TOO_LATE = datetime(2026, 9, 18, 10, 22, tzinfo=ZONE), datetime(2026, 9, 21, 0, 0, 1, tzinfo=ZONE)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with pymap() as server:
        yield server


def settings(server: Server) -> str:
    return SAMPLE_OFFICE.read_text("utf-8") + (
        f"\nmailbox: {{host: 127.0.0.1, user: demouser, port: {server.port}, security: none, server: {SERVER},"
        f" folder: {server.folder}}}\n"
    )


def mailing_office(tmp_path: Path, server: Server) -> Workspace:
    """An office with a mailbox, whose units have their addresses on the roster."""
    workspace = office(tmp_path, [], yaml=settings(server))
    book = openpyxl.load_workbook(workspace.roster)
    sheet = book["单位"]
    column = [cell.value for cell in sheet[1]].index("登记邮箱") + 1
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, column).value = MAILS.get(str(sheet.cell(line, 1).value))
    book.save(workspace.roster)
    return workspace


def collected(workspace: Workspace, period: str = "2026Q3", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "collect", period, "--inputs", str(workspace.inputs)],
        cwd=ROOT,
        env={**os.environ, "MAIL_PASSWORD": PASSWORD, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def returned(unit: str, **more: Any) -> File:
    return File("三季度上报表.xlsx", data_of(Return(unit, [row(authors="王五" if unit == "B01" else "张三", **more)])))


def test_returns_in_the_mailbox_are_taken_told_and_counted_and_a_forged_one_is_not(
    tmp_path: Path, running: Server
) -> None:
    server = running.with_folder("第三季度")
    workspace = mailing_office(tmp_path, server)
    forged = mail(returned("A01", title="冒名的稿件"), proof=f"{SERVER}; dmarc=fail", number="3")
    server.put(
        (mail(returned("A01")), IN_TIME),
        (mail(returned("B01", title="另一篇"), sender="b01@linxi.example", number="2"), TOO_LATE),
        (forged, IN_TIME),
        (mail(sender="c01@linxi.example", subject="教研室三季度", number="4"), IN_TIME),
    )
    done = collected(workspace)
    assert (done.returncode, done.stderr) == (0, "")
    first, *lines = done.stdout.splitlines()
    assert first == "新邮件 4 封，登记统计表 3 份，附带文件 0 个。"
    assert [line.split(" mail/")[0] for line in lines] == [
        "  三季度上报表.xlsx（a01@linxi.example）",
        "  三季度上报表.xlsx（b01@linxi.example）",
        "  三季度上报表.xlsx（a01@linxi.example）",
        "  待处理：教研室三季度（c01@linxi.example）",
    ]
    assert collected(workspace).stdout == "没有新来件。\n"
    outcome = run(workspace)
    checked = outcome.scored.checked
    judged = {
        (receipt["sender"][:3], receipt["status"]) for receipt in checked.receipts.to_dict("records") if receipt["name"] == "三季度上报表.xlsx"
    }  # fmt: skip
    assert judged == {("a01", "计入"), ("b01", "逾期"), ("a01", "待经办处理")}
    assert sorted(checked.findings["code"]) == ["A09", "A11"]
    forged_one, note = not_on_time(figures_of(outcome)).notes  # the mails around the returns are not among the unplaced
    assert forged_one.text == "注：另有署名城关中心校的来件，由经办人处理，其内容还没有计入。"
    assert note.text.startswith("注：另有1件来件未能识别单位")


def test_a_mail_that_comes_between_two_periods_counts_in_the_one_its_workbook_names(
    tmp_path: Path, running: Server
) -> None:
    server = running.with_folder("两期之间")
    workspace = mailing_office(tmp_path, server)
    workspace.arrived("2026Q4").mkdir()
    server.put((mail(returned("A01")), TOO_LATE))
    assert collected(workspace, "2026Q4").returncode == 0
    assert sorted(run(workspace, "2026Q4").scored.checked.receipts["status"]) == ["其他", "待经办处理"]
    assert collected(workspace, "2026Q3").returncode == 0
    assert sorted(run(workspace, "2026Q3").scored.checked.receipts["status"]) == ["其他", "逾期"]
    after = run(workspace, "2026Q4").scored
    assert sorted(after.checked.receipts["status"]) == ["其他", "重复来件"]
    assert list(after.rows["verdict"]) == ["重复"]


def test_a_mailbox_out_of_reach_stops_with_what_to_check_after_the_folder_is_registered(
    tmp_path: Path, running: Server
) -> None:
    workspace = mailing_office(tmp_path, running)
    (workspace.arrived("2026Q3") / "A01.xlsx").write_bytes(data_of(Return("A01", [row()])))
    stopped = collected(workspace, MAIL_PASSWORD="wrong")
    assert stopped.returncode == 2
    assert "A01.xlsx" in stopped.stdout
    assert "用户名或密码没有被接受" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    unset = collected(workspace, MAIL_PASSWORD="", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert unset.returncode == 2
    assert "请设环境变量 MAIL_PASSWORD" in unset.stderr


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [("2026Q3", date(2026, 6, 21), date(2027, 1, 11)), ("2026Q1", date(2025, 12, 21), date(2026, 7, 11))],
)
def test_the_mails_of_a_period_come_until_as_long_after_its_deadline_as_it_lasts(
    tmp_path: Path, period: str, since: date, until: date
) -> None:
    setting = open_setting(office(tmp_path, []), worker_processes(1))
    days = days_of(setting, PeriodId.parse(period))
    assert (days.since.isoformat(), days.until.isoformat()) == (
        f"{since}T00:00:00+08:00",
        f"{until}T00:00:00+08:00",
    )


def test_an_altered_mail_is_missed_in_the_receipts_and_its_return_still_counts(tmp_path: Path, running: Server) -> None:
    server = running.with_folder("改动")
    workspace = mailing_office(tmp_path, server)
    server.put((mail(returned("A01")), IN_TIME))
    collected(workspace)
    (raw,) = (workspace.mail("2026Q3")).glob("*.eml")
    raw.write_bytes(b"altered")
    checked = run(workspace).scored.checked
    assert sorted(checked.receipts["status"]) == ["待经办处理", "计入"]
    assert list(checked.findings["code"]) == ["A06"]
