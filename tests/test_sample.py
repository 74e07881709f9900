"""The sample office's third quarter of 2026, through the command a user types, held against figures worked by hand."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.check_period import check_period
from pipeline.errors import OfficeError
from pipeline.office import load_office, load_rules
from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.run import Checked, Setting
from pipeline.score_period import score_period
from pipeline.workspace import Workspace
from tests.sample.run import make_sample

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "2026Q3"
KEPT = ("09_任务完成情况", "10_单位排名", "11_个人排名", "14_各期合计", "16_控制总数")
"""Audit tables kept whole as golden files."""
pytestmark = pytest.mark.xdist_group("sample")


def _table(sample: Path, number: str) -> list[dict[str, str]]:
    (file,) = sample.glob(f"audit/{number}_*.csv")
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))


def _hand_worked(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_three_units_worked_by_hand_equal_the_ranking(sample: Path) -> None:
    ranking = {line["单位代码"]: line for line in _table(sample, "10")}
    totals: dict[str, list[int]] = {}
    for line in _hand_worked("hand_worked_units"):
        sums = totals.setdefault(line["unit_code"], [0, 0, 0])
        for position, name in enumerate(("items", "thousandths", "fen")):
            sums[position] += int(line[name])
    assert len(totals) == 3
    for unit, figures in totals.items():
        shown = ranking[unit]
        assert [int(shown[title]) for title in ("采用篇数", "积分（千分之一分）", "奖励（分）")] == figures, unit


def test_three_people_worked_by_hand_equal_the_ranking(sample: Path) -> None:
    ranking = {line["人员"]: line for line in _table(sample, "11")}
    totals: dict[str, list[int]] = {}
    for line in _hand_worked("hand_worked_people"):
        sums = totals.setdefault(line["person"], [0, 0, 0])
        for position, name in enumerate(("items", "thousandths", "fen")):
            sums[position] += int(line[name])
    assert len(totals) == 3
    for person, figures in totals.items():
        shown = ranking[person]
        assert [int(shown[title]) for title in ("采用篇数", "积分（千分之一分）", "奖励（分）")] == figures, person


def test_every_line_worked_by_hand_has_the_verdict_the_product_gives(sample: Path) -> None:
    verdicts = {(line["文件"], line["表内行号"]): line["处理结果"] for line in _table(sample, "06")}
    worked = _hand_worked("hand_worked_units")
    assert {(line["file"], line["row"]): line["verdict"] for line in worked} == {
        (line["file"], line["row"]): verdicts[line["file"], line["row"]] for line in worked
    }


@pytest.mark.parametrize("name", KEPT)
def test_golden_table_is_unchanged(sample: Path, name: str, update_golden: bool) -> None:
    made = (sample / "audit" / f"{name}.csv").read_bytes()
    golden = GOLDEN / f"{name}.csv"
    if update_golden:
        golden.write_bytes(made)
    assert made == golden.read_bytes()


def _text(sample: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", str(sample / "bulletin.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"\s", "", done.stdout)


def test_totals_in_prose_tables_and_csv_are_equal_in_the_pdf_and_the_page(sample: Path) -> None:
    units = _table(sample, "10")
    items = sum(int(line["采用篇数"]) for line in units)
    points = sum(int(line["积分（千分之一分）"]) for line in units)
    fen = sum(int(line["奖励（分）"]) for line in units)
    ledger = [line for line in _table(sample, "08") if line["计量"] == "奖励金额"]
    assert fen == sum(int(line["数额"]) for line in ledger)
    page = re.sub(r"<[^>]*>|\s", "", (sample / "bulletin.html").read_text("utf-8"))
    for text in (_text(sample), page):
        assert f"{items}篇" in text
        assert f"{points / 1000:.10g}分" in text
        assert f"{fen // 100:,}.{fen % 100:02}" in text  # the total of the cash annex
        assert f"{fen // 100}元" in text or f"{fen / 100:.10g}元" in text  # the prose


def test_every_unit_stands_in_the_pdf_with_its_points(sample: Path) -> None:
    text = _text(sample)
    for line in _table(sample, "10"):
        assert line["单位"] in text


def test_no_glyph_is_missing_from_the_pdf(sample: Path) -> None:
    import pypdf

    reader = pypdf.PdfReader(sample / "bulletin.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "\ufffd" not in text
    assert any(rare in text for rare in "堃㛃𬭎镕")


def test_the_run_is_the_same_byte_for_byte_anywhere_and_anytime(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = make_sample(
        tmp_path_factory.mktemp("elsewhere"), TZ="America/New_York", LC_ALL="C", LANG="C", PYTHONHASHSEED="7"
    )
    ours = {file.relative_to(sample): file.read_bytes() for file in sample.rglob("*") if file.is_file()}
    theirs = {file.relative_to(other): file.read_bytes() for file in other.rglob("*") if file.is_file()}
    assert ours.keys() == theirs.keys()
    assert [name for name, content in ours.items() if content != theirs[name]] == []
    assert len(ours) > 25


def test_every_control_holds(sample: Path) -> None:
    controls = _table(sample, "16")
    assert {line["差额"] for line in controls} == {"0"}
    assert {"填报行数", "采用篇数", "单位积分", "奖励（分）", "正文中无出处的数字"} <= {
        line["控制项"] for line in controls
    }


def test_every_file_that_arrived_has_one_receipt_and_every_kind_of_trouble_occurs(sample: Path) -> None:
    receipts = _table(sample, "02")
    assert len(receipts) == len(_table(sample, "01"))
    assert {line["处理结果"] for line in receipts} >= {"计入", "已被后件替代", "重复来件", "逾期", "隔离"}
    assert {line["报表情况"] for line in _table(sample, "10")} >= {"按时", "零采用申报", "逾期", "未报表"}
    assert {line["处理结果"] for line in _table(sample, "06")} >= {
        "认定", "待认定", "不认定", "作废", "重复", "已被后件替代", "空行或小计",
    }  # fmt: skip


def test_each_rule_of_the_tariff_is_used(sample: Path) -> None:
    clauses = {line["条款"] for line in _table(sample, "08")}
    assert {"LQ12", "LQ14", "LQ15", "LQ16", "LQ17", "LQ18", "LQ19", "LQ20"} <= clauses


DECISIONS = sorted(load_office(ROOT / "inputs" / "office.yaml").decisions)


@pytest.fixture(scope="module")
def checked() -> tuple[Setting, list[Checked]]:
    """The sample's quarters of 2026, up to the facts on which decisions bear."""
    setting = open_setting(Workspace(ROOT / "inputs", ROOT / "outputs"), worker_processes(2))
    return setting, [check_period(setting, PeriodId("quarter", 2026, number)) for number in (1, 2, 3)]


@pytest.mark.parametrize("decision", DECISIONS)
def test_the_sample_needs_every_decision_so_that_without_any_one_of_them_the_run_stops(
    checked: tuple[Setting, list[Checked]], decision: str
) -> None:
    setting, quarters = checked
    fewer = {path: one for path, one in setting.office.decisions.items() if path != decision}
    rules = load_rules(setting.office.model_copy(update={"decisions": fewer}))
    stopped = replace(setting, rules=rules)
    problems = []
    for quarter in quarters:
        try:
            check_period(stopped, quarter.period.which) if decision.startswith("calendar.") else None
            score_period(stopped, quarter, {})
        except OfficeError as error:
            problems += error.problems
    assert any(f"{decision}:" in problem for problem in problems)
