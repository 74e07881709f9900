"""Replies: what came, what became of it, what is to be mended by when; before verdicts only what is known."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from pipeline.answer.files import answer_files
from pipeline.answer.known import mend_by
from pipeline.check_period import check_period
from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.quarter import open_setting
from pipeline.read.stage import worker_processes
from pipeline.run import Outcome
from schemas.faults import FAULTS
from tests.answer.desk import BAD_DAY, many, opened, text_of
from tests.checking import PERIOD
from tests.workspace import Return, office, row, run

A01, B01, C01 = (f"review/answers/{name}/回复.eml" for name in ("A01 城关中心校", "B01 实验小学", "C01 教研室"))


def test_the_reply_tells_each_file_by_the_name_it_came_with_and_what_became_of_it(files: dict[str, bytes]) -> None:
    said = text_of(files[A01])
    assert "1．2026年9月18日9时00分收到“A01.xlsx”（正常，填有5行）：以此件为准。" in said
    assert "2．2026年9月18日10时00分收到“A01副本.xlsx”（正常，填有5行）：与另一件内容完全相同，只计一次。" in said


def test_the_reply_counts_rows_by_verdict_and_names_each_kind_of_reason(files: dict[str, bytes]) -> None:
    said = text_of(files[A01])
    assert "读入5行：认定2行，待认定2行，没有认定1行。以上为初步结果，以印发的通报为准。" in said
    assert "待认定1行：填写有误，待补正。" in said
    assert "待认定1行：媒体不在名录，待办公室定级" in said
    assert "，由办公室认定，不需你单位补正。" in said
    assert "不认定1行：转载不计入（本单位决定）。" in said


def test_the_reply_asks_for_what_the_unit_can_mend_by_the_third_working_day_and_for_nothing_else(
    files: dict[str, bytes],
) -> None:
    said = text_of(files[A01])
    assert "共2处，请于2026年9月23日前补正。" in said
    fault = FAULTS["C04"]
    assert f"填写“{BAD_DAY}”；应为{fault.expected}；{fault.action}。".replace(" ", "") in said
    assert "没有填写；没有填写留存的原件或影印件。请按要求补正。" in said
    assert "填报类型选“更正重报”，重报次数填“1”" in said
    asked = said[said.index("共2处") : said.index("补正办法")]
    assert "江淮早报" not in asked
    assert "另有2处供核对，不需补正，见批注表_A01.xlsx。" in said


def test_the_annotated_workbook_is_attached_as_it_lies_in_the_folder(files: dict[str, bytes]) -> None:
    (attachment,) = opened(files[A01]).iter_attachments()
    assert attachment.get_filename() == "批注表_A01.xlsx"
    lying = files["review/answers/A01 城关中心校/批注表.xlsx"]
    assert hashlib.sha256(attachment.get_content()).digest() == hashlib.sha256(lying).digest()


def test_a_late_return_is_told_with_the_clause_and_asked_for_nothing(files: dict[str, bytes]) -> None:
    said = text_of(files[B01])
    assert (
        "2026年9月22日8时05分收到“B01.xlsx”（正常，填有1行）：晚于截止时间（2026年9月20日24时），登记为逾期。" in said
    )
    assert "作废1行：上报表逾期" in said
    assert "（依据LQ7，大意：过期报送的，视为没有采用信息）" in said
    assert "补正" not in said


def test_a_declaration_of_nothing_is_told_in_its_own_word(files: dict[str, bytes]) -> None:
    said = text_of(files[C01])
    assert "（零采用申报，没有填报行）：按零采用申报登记。" in said
    assert "逾期" not in said
    assert "未报表" not in said


def test_before_verdicts_a_reply_says_only_what_is_known(early: dict[str, bytes]) -> None:
    said = text_of(early[A01])
    assert "各行正在审核，审核结果另行告知。" in said
    assert "认定2行" not in said
    assert "共1处，请于2026年9月23日前补正。" in said
    assert "作废" not in text_of(early[B01])


def test_a_run_that_must_stop_still_leaves_the_answers(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", many(25))])
    setting = open_setting(workspace, worker_processes(1), lambda _: nullcontext())
    checked = check_period(setting, PeriodId.parse("2026Q3"))
    said = text_of(answer_files(setting, checked)[A01])
    assert "共25处" in said
    assert "20．" in said
    assert "21．" not in said
    assert "其余5处见批注表_A01.xlsx。" in said


def test_a_late_correction_and_an_older_version_are_told_and_only_what_counts_is_asked_to_be_mended(
    tmp_path: Path,
) -> None:
    workspace = office(
        tmp_path,
        [
            Return("A01", [row(published_on=BAD_DAY)], name="一.xlsx", received="2026-09-17 09:00:00"),
            Return("A01", [row()], name="二.xlsx", received="2026-09-18 09:00:00", resend=1, return_type="更正重报"),
            Return(
                "A01",
                [row(title="新添")],
                name="三.xlsx",
                received="2026-09-25 09:00:00",
                resend=2,
                return_type="更正重报",
            ),
        ],
    )
    outcome = run(workspace)
    said = text_of(answer_files(outcome.setting, outcome.scored.checked, outcome)[A01])
    assert "“二.xlsx”（更正重报，第1次，填有1行）：以此件为准。" in said
    assert "“三.xlsx”（更正重报，第2次，填有1行）：由办公室核实后再作处理，其中内容暂不计入。" in said
    assert "“一.xlsx”（正常，填有1行）：已被你单位后来报送的统计表替代，以后件为准。" in said
    assert "补正" not in said


def test_the_day_for_mending_skips_days_off_and_stays_in_words_where_holidays_are_not_known() -> None:
    def weekdays(day: date) -> bool:
        return day.weekday() < 5

    def unknown(day: date) -> bool:
        raise OfficeError("是否上班无从得知")

    assert mend_by(PERIOD, 3, weekdays) == "2026年9月23日前"  # due on Sunday the 20th
    assert mend_by(PERIOD, 6, weekdays) == "2026年9月28日前"  # over the weekend of the 26th
    assert mend_by(PERIOD, 0, weekdays) == "2026年9月20日前"
    assert mend_by(PERIOD, 3, unknown) == "截止后3个工作日内"


def test_answers_are_the_same_bytes_twice(outcome: Outcome, files: dict[str, bytes]) -> None:
    assert answer_files(outcome.setting, outcome.scored.checked, outcome) == files


@pytest.mark.parametrize("word", ["零报送", "零采用，", "未报表"])
def test_words_are_not_mixed_in_the_reply_to_a_unit_with_faults(files: dict[str, bytes], word: str) -> None:
    assert word not in text_of(files[A01])
