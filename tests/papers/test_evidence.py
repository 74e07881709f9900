"""证明材料核验单: what the officer found of a row's proof goes before what the unit claims; unsaid is unverified."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.answer.told import told as told_of
from pipeline.errors import OfficeError
from schemas.papers import PaperKind
from tests.papers.case import Desk, columns, county, header_row, said, school, told, verdicts
from tests.plans.kit import Sent, used
from tests.ruled import rule, ruling
from tests.workspace import Return, arrive, row

CHECKED = {"核验人": "李四", "核验日期": date(2026, 9, 22)}
BULK = {"D5": "相符", "H5": "李四", "J5": date(2026, 9, 22)}
TITLES = ("第一篇", "第二篇", "第三篇")


def desk(tmp_path: Path) -> Desk:
    lines = [row(title=title, published_on=date(2026, 8, n)) for n, title in enumerate(TITLES, start=5)]
    return county(tmp_path, [Return("A01", [*lines, row(title="没有材料的", evidence_kinds="", evidence_no="")])])


def result(title: str, found: str, **more: object) -> dict[str, object]:
    return {"刊发标题": title, "核验结果": found, **CHECKED, **more}


def test_every_row_that_claims_proof_is_listed_and_nothing_changes_until_it_is_checked(tmp_path: Path) -> None:
    one = desk(tmp_path)
    sheet = openpyxl.load_workbook(one.fill(PaperKind.EVIDENCE))[PaperKind.EVIDENCE.value]
    at = columns(sheet)["刊发标题"]
    listed = [sheet.cell(number, at).value for number in range(header_row(sheet) + 1, sheet.max_row + 1)]
    assert listed == list(TITLES)
    outcome = one.run()
    assert set(verdicts(outcome).values()) == {"认定"}
    assert "认定的采用信息中，3条所填的证明材料未核验，1条没有填写证明材料。" in said(outcome)


def test_without_the_paper_the_bulletin_says_how_many_are_unverified(tmp_path: Path) -> None:
    assert "认定的采用信息中，3条所填的证明材料未核验，1条没有填写证明材料。" in said(desk(tmp_path).run())


def test_one_word_in_the_head_is_meant_of_all_lines_left_blank(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.EVIDENCE, result("第二篇", "待补"), head=BULK, prefilled=True)
    outcome = one.run()
    assert verdicts(outcome)["采用:第二篇"] == "待认定"
    assert "认定的采用信息所填的证明材料都已核验相符，1条没有填写证明材料。" in said(outcome)
    checks = outcome.scored.checked.papers.evidence.checks
    assert checks[["result", "in_bulk"]].values.tolist() == [["相符", True], ["待补", False], ["相符", True]]


def test_proof_still_to_come_keeps_its_row_waiting_and_the_unit_is_told(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.EVIDENCE, result("第一篇", "待补"), prefilled=True)
    outcome = one.run()
    found = outcome.scored.rows.set_index("title").loc["第一篇"]
    assert (found["verdict"], found["reason_code"]) == ("待认定", "证明材料待补")
    assert told(outcome, "P05") == ["A01"]


def test_proof_found_false_is_no_proof_to_the_plans_own_rule(tmp_path: Path) -> None:
    # plan SCH9: no proof, void
    line = used("晨读", "青林报", date(2026, 10, 20), "温良", evidence_kinds="报样", evidence_no="1")
    one = school(tmp_path, [Sent("A1", [line, {**line, "title": "远足"}], [])])
    one.fill(PaperKind.EVIDENCE, result("晨读", "不符"), prefilled=True)
    outcome = one.run()
    found = outcome.scored.rows.set_index("title").loc["晨读"]
    assert (found["verdict"], found["clause"], found["reason"]) == ("作废", "SCH9", "没有证明材料")
    assert told(outcome, "P04") == ["A1"]


def test_where_the_plan_lets_it_pass_false_proof_is_told_to_the_unit(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.EVIDENCE, result("第一篇", "不符"), prefilled=True)
    outcome = one.run()
    assert (verdicts(outcome)["采用:第一篇"], told(outcome, "P04")) == ("认定", ["A01"])


def test_the_paper_written_again_keeps_what_was_found_and_lists_false_proof_as_claimed(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.EVIDENCE, result("第一篇", "不符", 备注="查无原件"), prefilled=True)
    sheet = openpyxl.load_workbook(one.write()[PaperKind.EVIDENCE])[PaperKind.EVIDENCE.value]
    at, first = columns(sheet), header_row(sheet) + 1
    kept = [sheet.cell(first, at[name]).value for name in ("刊发标题", "证明材料种类", "核验结果", "核验人", "备注")]
    assert kept == ["第一篇", "影印件", "不符", "李四", "查无原件"]


def test_a_line_on_a_row_since_replaced_has_lapsed_and_is_told(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.EVIDENCE, result("第一篇", "不符"), prefilled=True)
    again = Return(
        "A01", [row(title="第二篇")], "2026-09-19 09:00:00", name="更正.xlsx", return_type="更正重报", resend=1
    )
    folder = one.workspace.arrived("2026Q3")
    first = Return("A01", [row(title=title, published_on=date(2026, 8, 5)) for title in TITLES])
    arrive(folder, [first, again])
    assert told(one.run(), "P06") == ["A01"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["A01", "第四篇", "安平日报", "2026-8-5", "不符", "李四", "2026-9-22"], "上报表中没有这一条，是不是“第一篇”"),
        (["A01", "第一篇", "安平日报", "2026-8-5", "不符", "", ""], "核验结果为“不符”，没有填写核验人或核验日期"),
        (["A01", "第一篇", "安平日报", "2026-8-5", "好", "李四", "2026-9-22"], "“核验结果”填写为“好”，应为未核验、相符、待补、不符之一"),
    ],
)  # fmt: skip
def test_a_line_that_fits_no_row_or_is_unsigned_is_named(tmp_path: Path, line: list[str], words: str) -> None:
    one = desk(tmp_path)
    one.drop_csv(
        "核验.csv", ["单位代码", "刊发标题", "媒体刊物全称", "采用日期", "核验结果", "核验人", "核验日期"], line
    )
    with pytest.raises(OfficeError, match=words):
        one.run()


def test_nobody_is_found_false_in_bulk_nor_anything_agreed_to_by_nobody(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.EVIDENCE, head={"D5": "不符"})
    with pytest.raises(OfficeError, match="“一律为”只能填相符或未核验，填写为“不符”"):
        one.run()
    book = openpyxl.load_workbook(one.workspace.papers("2026Q3") / "证明材料核验单.xlsx")
    book["证明材料核验单"]["D5"] = "相符"
    one.drop(book, "证明材料核验单.xlsx")
    with pytest.raises(OfficeError, match="没有填写核验人和核验日期"):
        one.run()


def test_what_was_typed_twice_is_listed_once_with_the_proof_of_both(tmp_path: Path) -> None:
    twice = [row(title="第一篇", outlet_text="临溪快报"), row(title="第一篇", outlet_text="快报", evidence_no="2")]
    one = county(
        tmp_path, [Return("A01", [*twice, row(title="第二篇", evidence_no="3", published_on=date(2026, 8, 6))])]
    )
    one.fill(PaperKind.EVIDENCE, result("第一篇", "不符"), prefilled=True)
    outcome = one.run()
    assert set(outcome.scored.checked.papers.evidence.results.values()) == {"不符", "未核验"}
    assert told(outcome, "P04") == ["A01", "A01"]
    sheet = openpyxl.load_workbook(one.write()[PaperKind.EVIDENCE])[PaperKind.EVIDENCE.value]
    at, first = columns(sheet), header_row(sheet) + 1
    names = ("刊发标题", "证明材料编号", "核验结果")
    listed = [[sheet.cell(first + n, at[name]).value for name in names] for n in range(sheet.max_row - first + 1)]
    assert listed == [["第一篇", "1、2", "不符"], ["第二篇", "3", None]]


@pytest.mark.parametrize("other", ["", "未核验", "不符"])
def test_a_line_left_blank_beside_its_twin_disagrees_with_nothing(tmp_path: Path, other: str) -> None:
    one = desk(tmp_path)
    head = ["单位代码", "刊发标题", "媒体刊物全称", "采用日期", "核验结果", "核验人", "核验日期"]
    line = ["A01", "第一篇", "安平日报", "2026-8-5"]
    one.drop_csv("核验.csv", head, [*line, other, "李四", "2026-9-22"], [*line, "不符", "李四", "2026-9-22"])
    assert told(one.run(), "P04") == ["A01"]


def test_two_results_for_one_row_are_refused(tmp_path: Path) -> None:
    one = desk(tmp_path)
    head = ["单位代码", "刊发标题", "媒体刊物全称", "采用日期", "核验结果", "核验人", "核验日期"]
    line = ["A01", "第一篇", "安平日报", "2026-8-5"]
    one.drop_csv("核验.csv", head, [*line, "相符", "李四", "2026-9-22"], [*line, "不符", "李四", "2026-9-22"])
    with pytest.raises(
        OfficeError, match=r"第3行（A01《第一篇》）：与 papers/核验.csv 第2行是同一条信息，核验结果不同"
    ):
        one.run()


@pytest.mark.parametrize("found", ["不符", "待补"])
def test_a_row_ruled_in_against_what_was_found_counts_and_only_the_officer_is_warned(
    tmp_path: Path, found: str
) -> None:
    line = used("晨读", "青林报", date(2026, 10, 20), "温良", evidence_kinds="报样", evidence_no="1")
    one = school(tmp_path, [Sent("A1", [line], [])])
    one.fill(PaperKind.EVIDENCE, result("晨读", found), prefilled=True)
    content = {"unit_code": "A1", "title": "晨读", "outlet": "青林报", "published_on": "2026-10-20"}
    rule(one.workspace, ruling(**content, ruled_on="2026-11-25"), quarter=one.quarter)
    outcome = one.run()
    findings = outcome.scored.findings
    assert verdicts(outcome)["采用:晨读"] == "认定"
    assert findings[["code", "found"]].values.tolist() == [["P08", found]]
    assert told_of(findings).empty
