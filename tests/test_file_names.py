"""A mailed file goes by the name it was sent with; the hash it lies under is shown to the officer alone."""

from __future__ import annotations

import csv
from io import BytesIO

import openpyxl
import pytest

from pipeline.answer.files import answer_files
from pipeline.answer.known import known_of
from pipeline.answer.statement import statements
from pipeline.file_names import in_words
from pipeline.run import Outcome
from pipeline.summary import finding_table
from pipeline.to_decide.workbook import to_decide_file
from schemas.records import Arrivals
from tests.answer.desk import text_of
from tests.workspace import Return, office, row, run

FIRST, SECOND = "mail/0a1b2c3d4e5f6071/1-aabbccddeeff.xlsx", "mail/17263544f5e6d7c8/1-ffeeddccbbaa.xlsx"


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A01 mailed its return, with a stranger in it, and after the deadline one that changes more than was asked."""
    folder = tmp_path_factory.mktemp("office")
    sent = [
        Return("A01", [row(authors="张三、陌生人")], name="一.xlsx"),
        Return("A01", [row(title="改了")], name="二.xlsx", received="2026-09-22 09:00:00", resend=1),
    ]
    workspace = office(folder, sent)
    register = workspace.receipts("2026Q3")
    with register.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    for line, path, name in zip(lines, (FIRST, SECOND), ("统计表.xlsx", "统计表（改）.xlsx"), strict=True):
        place = register.parent / path
        place.parent.mkdir(parents=True)
        (register.parent / line["文件"]).rename(place)
        line |= {"文件": path, "原文件名": name}
    with register.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(Arrivals.headers().values()), restval="")
        writer.writeheader()
        writer.writerows(lines)
    return run(workspace)


def test_no_unit_ever_reads_the_path_of_a_mailed_file(mailed: Outcome) -> None:
    checked = mailed.scored.checked
    files = answer_files(mailed.setting, checked, mailed)
    letter = text_of(files["review/answers/A01 城关中心校/回复.eml"])
    assert "与“统计表.xlsx”有" in letter
    mails = [text_of(content) for name, content in files.items() if name.endswith(".eml")]
    said = [str(one) for one in statements(known_of(mailed.setting, checked, mailed))]
    assert not [text for text in [*mails, *said] if "mail/" in text]
    assert any("“统计表.xlsx”" in text for text in said)


def test_the_officers_list_names_the_file_with_its_path_behind_it(mailed: Outcome) -> None:
    files = answer_files(mailed.setting, mailed.scored.checked, mailed)
    lines = list(csv.DictReader(files["review/经办待办.csv"].decode("utf-8-sig").splitlines()))
    held = next(line for line in lines if line["事项"] == "待核实的来件")
    assert held["文件"] == f"统计表（改）.xlsx（{SECOND}）"
    assert "与“统计表.xlsx”有" in held["内容"]
    stranger = next(line for line in lines if line["事项"] == "名录外的人员")
    assert stranger["位置"] == f"统计表.xlsx（{FIRST}） 采用明细 E8"


def test_the_sheet_to_rule_files_on_shows_the_name_and_still_rules_by_the_path(mailed: Outcome) -> None:
    made = to_decide_file(mailed.scored.checked, mailed.scored, mailed.setting.rules.assessment)
    sheet = openpyxl.load_workbook(BytesIO(made))["来件"]
    line = dict(zip([cell.value for cell in sheet[3]], [cell.value for cell in sheet[4]], strict=True))
    assert (line["文件"], line["原文件名"]) == (SECOND, "统计表（改）.xlsx")
    assert "mail/" not in line["为何待定"]


def test_the_terminal_names_files_as_they_were_sent(mailed: Outcome) -> None:
    table = finding_table(mailed.scored.findings, mailed.scored.checked.receipts)
    shown = [str(cell) for column in table.columns for cell in column.cells]
    assert "统计表.xlsx" in shown
    assert not [text for text in shown if "mail/" in text]


def test_a_file_without_a_name_keeps_its_path() -> None:
    assert in_words("以后件 a.xlsx 为准", {"b.xlsx": "乙.xlsx"}) == "以后件 a.xlsx 为准"
    assert in_words("与 b.xlsx 内容完全相同", {"b.xlsx": "乙.xlsx"}) == "与“乙.xlsx”内容完全相同"
