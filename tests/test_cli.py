"""Commands as a person types them: exit codes, plain messages, nothing pretended."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import dropwhile
from pathlib import Path

import pytest

from pipeline.workspace import LOCK
from tests.workspace import SAMPLE_OFFICE, UNITS, Return, office, row, write_roster

ROOT = Path(__file__).parent.parent


def _type(*words: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does, in its own process, not on a terminal."""
    root = str(ROOT)
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *words],
        cwd=cwd or root,
        env={**os.environ, "PYTHONPATH": root, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _quarter(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return _type(
        "quarter", "2026Q3", "--inputs", str(tmp_path / "inputs"), "--outputs", str(tmp_path / "outputs"), *words
    )


def test_a_quarter_is_published_and_its_summary_is_plain_when_nobody_watches(tmp_path: Path) -> None:
    office(tmp_path, [Return("A01", [row(), row(title="坏的", published_on="十月五日")])])
    done = _quarter(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "应报 3个单位，按时 1，零采用申报 0，逾期 0，待经办处理 0，未报表 2" in done.stdout
    assert "采用 1篇，积分 3分，奖励 50元" in done.stdout
    assert "\x1b" not in done.stdout
    published = {file.name for file in (tmp_path / "outputs" / "2026Q3").iterdir()}
    sheets = {"tables.xlsx", "payroll.xlsx", "dispatch-form.pdf", "bulletin.docx"}
    public = {"bulletin-public.html", "bulletin-public.pdf", "bulletin-public.docx", "dispatch-form-public.pdf"}
    assert published == {"bulletin.html", "bulletin.pdf", "audit", "review", "manifest.json"} | sheets | public


def test_a_gap_stops_the_run_with_exit_2_keeps_the_last_bulletin_and_renews_the_review(tmp_path: Path) -> None:
    office(tmp_path, [Return("A01", [row()])])
    assert _quarter(tmp_path).returncode == 0
    published = tmp_path / "outputs" / "2026Q3"
    before = (published / "bulletin.pdf").read_bytes()
    text = SAMPLE_OFFICE.read_text("utf-8")
    kept = [line for line in text.splitlines() if "steps.payee.payee" not in line]
    office(tmp_path, [Return("A01", [row(published_on="十月五日")])], yaml="\n".join(kept))
    stopped = _quarter(tmp_path)
    assert stopped.returncode == 2
    assert "LQ19" in stopped.stderr
    assert "steps.payee.payee:" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert (published / "bulletin.pdf").read_bytes() == before


def test_check_leaves_replies_that_say_what_is_to_be_mended_and_statements_come_with_the_bulletin(
    tmp_path: Path,
) -> None:
    office(tmp_path, [Return("A01", [row(), row(title="坏的", published_on="十月五日")])])
    folders = ("--inputs", str(tmp_path / "inputs"), "--outputs", str(tmp_path / "outputs"))
    published = tmp_path / "outputs" / "2026Q3"
    assert _type("check", "2026Q3", *folders).returncode == 0
    answers = published / "review" / "answers" / "A01 城关中心校"
    assert {file.name for file in answers.iterdir()} == {"回复.eml", "批注表.xlsx"}
    assert not (published / "bulletin.pdf").exists()
    done = _type("statements", "2026Q3", *folders)
    assert (done.returncode, "已编制 3 份得分核对单" in done.stdout) == (0, True), done.stderr
    made = {file.name for file in (published / "review" / "核对单").iterdir()}
    assert made == {
        f"{name}.{kind}" for name in ("A01 城关中心校", "B01 实验小学", "C01 教研室") for kind in ("xlsx", "pdf")
    }
    assert (published / "bulletin.pdf").exists()


def test_explain_shows_the_clause_and_the_row_behind_each_yuan(tmp_path: Path) -> None:
    office(tmp_path, [Return("A01", [row(authors="张三、李四")])])
    assert _quarter(tmp_path).returncode == 0
    outputs = ("--outputs", str(tmp_path / "outputs"))
    shown = _type("explain", "2026Q3", "P001", *outputs).stdout
    assert "奖励金额 25元：50元 ÷ 2人 → 25元（LQ19）" in shown
    assert "每篇50元 × 1篇（LQ15）" in shown
    assert "A01.xlsx 采用明细 第8行" in shown
    without = _type("explain", "2026Q3", "P005", *outputs)  # on the roster, with nothing to his name
    assert (without.returncode, "没有“P005”的记录：名录里有此人的，是本期没有计分" in without.stderr) == (64, True)
    assert "是否为" not in without.stderr
    assert "是否为“城关中心校”？" in _type("explain", "2026Q3", "城关中心小学", *outputs).stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("quarter", "2026年三季度"), 64, "应如 2026Q3（季度）、2026M08（月）"),
        (("quarter",), 64, "命令写法不对"),
        (("nonsense",), 64, "命令写法不对"),
        (("quarter", "2026Q3", "--inputs", "no-such-folder"), 2, "找不到 office.yaml"),
        (("explain", "1999Q1", "谁"), 64, "写法不对"),
    ],
)
def test_a_wrong_command_gets_one_plain_message_and_its_exit_code(
    tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    done = _type(*words, cwd=tmp_path)
    assert (done.returncode, message in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("classes:", "clases:"), "没有这个项目，请核对拼写"),
        (("assessment: luquan-education", "assessment: nowhere"), "考核办法“nowhere”不存在"),
        (("timezone: Asia/Shanghai", "timezone: Mars/Base"), "没有“Mars/Base”这个时区"),
        (("classes:", "name: 又一个\nclasses:"), "写法有误"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, wrong: tuple[str, str], message: str) -> None:
    office(tmp_path, [], yaml=SAMPLE_OFFICE.read_text("utf-8").replace(*wrong))
    done = _quarter(tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "office.yaml" in done.stderr


def test_init_makes_an_empty_workspace_that_says_what_to_decide_first(tmp_path: Path) -> None:
    made = _type("init", str(tmp_path / "new"))
    assert made.returncode == 0
    assert (tmp_path / "new" / "inputs" / "office.yaml").is_file()
    (tmp_path / "new" / "inputs" / "2026Q3").mkdir()
    stopped = _quarter(tmp_path / "new")
    assert stopped.returncode == 2
    assert "calendar.window" in stopped.stderr
    assert _type("init", str(tmp_path / "new")).returncode == 64  # never over something


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ((), "名录“单位”表是空的，请先填单位"),
        ((UNITS[0],), "名录“单位”表中没有2019年第三季度末日在册的单位，请核对启用日期和停用日期"),
    ],
)
def test_without_units_no_form_is_made_and_the_roster_is_named(
    tmp_path: Path, units: tuple[tuple[str, ...], ...], message: str
) -> None:
    workspace = office(tmp_path, [])
    write_roster(workspace.roster, units=units, people=())
    period = "2019Q3" if units else "2026Q3"
    stopped = _type("template", period, "--inputs", str(workspace.inputs), "--outputs", str(workspace.outputs))
    assert (stopped.returncode, stopped.stderr.strip()) == (2, message)
    assert not workspace.templates.exists()


def test_forms_made_before_a_tariff_is_settled_come_with_a_warning_that_columns_may_be_added(tmp_path: Path) -> None:
    decided = SAMPLE_OFFICE.read_text("utf-8")
    before, key, after = decided.partition("  steps.cash-instruction.tariff:")
    assert key
    following = after.splitlines(keepends=True)[1:]
    rest = "".join(dropwhile(lambda line: line.startswith("   "), following))
    words = "template", "2026Q3", "--inputs", str(tmp_path / "inputs"), "--outputs", str(tmp_path / "outputs")
    office(tmp_path, [], yaml=decided)
    assert "尚未决定" not in _type(*words).stdout
    office(tmp_path, [], yaml=before + rest)
    told = _type(*words).stdout
    assert "决定后统计表可能增加列" in told
    assert "steps.cash-instruction.tariff" in told


def test_two_runs_at_once_never_write_together(tmp_path: Path) -> None:
    from filelock import FileLock

    workspace = office(tmp_path, [Return("A01", [row()])])
    workspace.outputs.mkdir()
    with FileLock(workspace.outputs / LOCK):
        second = _quarter(tmp_path)
    assert (second.returncode, "另一次运行正在进行" in second.stderr) == (2, True)


def test_help_does_not_wait_for_heavy_libraries(tmp_path: Path) -> None:
    code = (
        "import sys, pipeline.cli; print([name for name in ('pandas', 'weasyprint', 'pandera') if name in sys.modules])"
    )
    root = str(ROOT)
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_key_written_twice_is_named_with_its_line_and_column(tmp_path: Path) -> None:
    office(tmp_path, [], yaml="name: 甲\nname: 乙\n")
    done = _quarter(tmp_path)
    assert (done.returncode, "第2行第1列 项目“name”重复" in done.stderr) == (2, True)


def test_the_commands_on_assessments_are_listed_in_chinese() -> None:
    shown = _type("assessment", "--help").stdout
    assert all(word in shown for word in ("list", "show", "check", "schema", "compare", "列出现有的考核办法"))
