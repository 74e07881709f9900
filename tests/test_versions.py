"""Which file of a unit counts when several came: by what is known of their times, their bytes and their sheets."""

from __future__ import annotations

from typing import Any

from pipeline.admit import Admission, admit
from pipeline.total import unit_standing, unsure_units
from schemas.office import Mailbox
from schemas.records import Arrivals
from schemas.returned import Heads, ReturnedRows
from schemas.vocabulary import Authentication, Book, TimeBasis
from tests.test_admit import PERIOD, UNITS, came

BYTES = "ab" * 32
BY_FILE = {"time_basis": TimeBasis.FILE}
LATE = {"received_at": "2026-09-25 09:00:00"}
STRANGER = {"sender": "x@elsewhere.example", "authentication": Authentication.FAIL}
MAILBOX = Mailbox(host="imap.linxi.example", user="office")


def admitted(*files: dict[str, Any], lines: tuple[tuple[str, Book], ...] = (), **more: Any) -> Admission:
    """`lines` are (path, book) of filled lines."""
    heads = Heads.of(file for file in files if file["head"])
    blank = dict.fromkeys(ReturnedRows.headers(), "")
    rows = ReturnedRows.of(
        {**blank, "row_id": number, "path": path, "book": book, "sheet_row": 8}
        for number, (path, book) in enumerate(lines)
    )
    return admit(Arrivals.of(files), heads, rows, UNITS, PERIOD, MAILBOX, **more)


def statuses(admission: Admission) -> dict[str, str]:
    return dict(zip(admission.receipts["path"], map(str, admission.receipts["status"]), strict=True))


def codes(admission: Admission) -> list[str]:
    return sorted(admission.findings["code"])


def test_a_late_file_put_in_again_under_another_name_stays_late() -> None:
    gone = came("late.xlsx", sha256=BYTES, head=False, **LATE)
    again = came("城关/城关中心校.xlsx", sha256=BYTES, received_at="2026-09-15 09:00:00", **BY_FILE)
    assert statuses(admitted(gone, again)) == {"late.xlsx": "重复来件", "城关/城关中心校.xlsx": "逾期"}


def test_what_a_doubtful_mail_brought_too_is_told_and_proves_no_time() -> None:
    mailed = came("mail/1.xlsx", sha256=BYTES, **LATE, **STRANGER)
    by_hand = came("手.xlsx", sha256=BYTES, received_at="2026-09-15 09:00:00", **BY_FILE)
    admission = admitted(mailed, by_hand)
    assert statuses(admission) == {"mail/1.xlsx": "重复来件", "手.xlsx": "计入"}
    assert codes(admission) == ["A04", "A09"]


def test_a_unit_whose_file_lies_here_under_a_name_like_its_own_is_not_called_missing() -> None:
    unknown = {"unit": "", "head_unit": "", "head_unit_name": "城北小学校", "template_version": "", "meta_period": ""}
    admission = admitted(came("统计表.xlsx", **unknown))
    assert codes(admission) == ["A01"]
    assert "D02" in unsure_units(admission.receipts, admission.said)


def test_a_late_return_is_not_called_late_while_one_that_came_on_time_is_held() -> None:
    held = came("mail/1.xlsx", **STRANGER)
    late = came("二.xlsx", **LATE)
    admission = admitted(held, late)
    assert statuses(admission) == {"mail/1.xlsx": "待经办处理", "二.xlsx": "待经办处理"}
    assert "核实前不作逾期" in admission.receipts.set_index("path").loc["二.xlsx", "reason"]
    standing = unit_standing(UNITS, admission.receipts, frozenset())
    assert standing[UNITS["unit_code"] == "A01"].item() == "待经办处理"


def test_a_held_file_of_another_quarter_excuses_nobody_from_being_late() -> None:
    other = came("旧.xlsx", meta_period="2026Q2")
    assert statuses(admitted(other, came("二.xlsx", **LATE)))["二.xlsx"] == "逾期"


def test_the_first_version_sent_again_on_time_is_the_last_word() -> None:
    first = came("一.xlsx", sha256=BYTES, received_at="2026-09-10 09:00:00")
    second = came("二.xlsx", received_at="2026-09-12 09:00:00")
    again = came("三.xlsx", sha256=BYTES, received_at="2026-09-15 09:00:00")
    assert statuses(admitted(first, second, again)) == {
        "一.xlsx": "计入", "二.xlsx": "已被后件替代", "三.xlsx": "重复来件",
    }  # fmt: skip


def test_the_first_version_sent_again_too_late_is_not() -> None:
    first = came("一.xlsx", sha256=BYTES, received_at="2026-09-10 09:00:00")
    second = came("二.xlsx", received_at="2026-09-12 09:00:00")
    again = came("三.xlsx", sha256=BYTES, **LATE)
    assert statuses(admitted(first, second, again))["二.xlsx"] == "计入"


def test_a_file_of_unknown_time_does_not_displace_one_that_came_on_time() -> None:
    known = came("一.xlsx", received_at="2026-09-10 09:00:00")
    unknown = came("二.xlsx", received_at="2026-09-28 09:00:00", **BY_FILE)
    admission = admitted(known, unknown)
    assert statuses(admission) == {"一.xlsx": "计入", "二.xlsx": "待经办处理"}
    assert admission.corrections == {"二.xlsx": "一.xlsx"}
    assert "不能断定在截止之前" in admission.receipts.set_index("path").loc["二.xlsx", "reason"]


def test_of_two_files_of_unknown_time_one_newer_than_the_deadline_waits() -> None:
    before = came("一.xlsx", received_at="2026-09-10 09:00:00", **BY_FILE)
    after = came("二.xlsx", received_at="2026-09-28 09:00:00", **BY_FILE)
    assert statuses(admitted(before, after)) == {"一.xlsx": "计入", "二.xlsx": "待经办处理"}


def test_an_older_file_of_unknown_time_is_replaced_as_ever() -> None:
    before = came("一.xlsx", received_at="2026-09-10 09:00:00", **BY_FILE)
    known = came("二.xlsx", received_at="2026-09-12 09:00:00")
    assert statuses(admitted(before, known)) == {"一.xlsx": "已被后件替代", "二.xlsx": "计入"}


def test_the_officers_word_on_the_time_settles_it() -> None:
    known = came("一.xlsx", received_at="2026-09-10 09:00:00")
    entered = came("二.xlsx", received_at="2026-09-28 09:00:00", officer_time="2026-09-19 10:00:00", **BY_FILE)
    assert statuses(admitted(known, entered)) == {"一.xlsx": "已被后件替代", "二.xlsx": "计入"}


def test_a_version_without_a_sheet_that_the_one_before_has_filled_waits() -> None:
    both = {"一.xlsx": frozenset(Book), "二.csv": frozenset({Book.ADOPTION})}
    files = came("一.xlsx", received_at="2026-09-10 09:00:00"), came("二.csv", received_at="2026-09-12 09:00:00")
    filled = ("一.xlsx", Book.ADOPTION), ("一.xlsx", Book.SUBMISSION), ("二.csv", Book.ADOPTION)
    admission = admitted(*files, lines=filled, books=both)
    assert statuses(admission) == {"一.xlsx": "计入", "二.csv": "待经办处理"}
    assert "没有报送台账" in admission.receipts.set_index("path").loc["二.csv", "reason"]
    none_filled = admitted(*files, lines=filled[::2], books=both)
    assert statuses(none_filled) == {"一.xlsx": "已被后件替代", "二.csv": "计入"}


def test_a_later_file_that_calls_itself_older_is_set_aside_aloud() -> None:
    second = came("一.xlsx", resend="2", received_at="2026-09-10 09:00:00")
    first = came("二.xlsx", resend="1", received_at="2026-09-12 09:00:00")
    admission = admitted(second, first)
    assert (statuses(admission)["一.xlsx"], codes(admission)) == ("计入", ["A14"])


def test_a_form_sent_back_untouched_is_no_return() -> None:
    admission = admitted(came("空.xlsx", return_type=""))
    assert (statuses(admission), codes(admission)) == ({"空.xlsx": "待经办处理"}, ["A15"])
    filled = admitted(came("填.xlsx", return_type=""), lines=(("填.xlsx", Book.ADOPTION),))
    assert statuses(filled) == {"填.xlsx": "计入"}
