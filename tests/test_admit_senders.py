"""faults.md 24, 25: mails of strangers, mails that prove nothing, mails without a return, and evidence that is gone."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.admit import Admission, admit
from pipeline.admit.identity import possible_units
from schemas.office import Mailbox
from schemas.records import Arrivals
from schemas.returned import Heads, ReturnedRows
from schemas.roster import Units
from schemas.vocabulary import ArrivalKind, Authentication, TimeBasis
from tests.test_admit import PERIOD, came
from tests.workspace import UNITS as ROSTER

MAILS = {"A01": "a01@linxi.example、Head@LinXi.example", "B01": "b01@linxi.example", "C01": ""}
UNITS = Units.of(
    dict(zip(Units.headers(), [code, name, aliases, kind, "", "", "", "", MAILS[code], "2020-01-01", ""], strict=True))
    for code, name, aliases, kind in ROSTER
)
ACCEPTING, HOLDING = (
    Mailbox(host="mail.linxi.example", user="xcb", unmarked=unmarked) for unmarked in ("accept", "hold")
)
PASS, FAIL, NONE = Authentication.PASS, Authentication.FAIL, Authentication.NONE


def mailed(path: str = "mail/1/1-a.xlsx", unit: str = "A01", **facts: Any) -> dict[str, Any]:
    """A return that came by mail from its unit's own address."""
    proved = {"sender": "a01@linxi.example", "authentication": PASS, "kind": ArrivalKind.RETURN}
    return came(path, unit, **{"time_basis": TimeBasis.MAILBOX, "name": "表.xlsx", **proved, **facts})


def of_kind(kind: ArrivalKind, **facts: Any) -> dict[str, Any]:
    """A file that is no return, so that nothing was read of it."""
    return mailed(f"mail/{kind.name}", **{"kind": kind, "head": False, "name": "第三季度", **facts})


def admitted(
    *files: dict[str, Any], mailbox: Mailbox | None = ACCEPTING, gone: tuple[str, ...] = (), **more: Any
) -> Admission:
    heads = Heads.of(file for file in files if file["head"])
    return admit(Arrivals.of(files), heads, ReturnedRows.blank(), UNITS, PERIOD, mailbox, gone, **more)


def told(admission: Admission) -> dict[str, tuple[str, str]]:
    """Path → status and the code of the finding, if there is one."""
    codes = dict(zip(admission.findings["path"], admission.findings["code"], strict=True))
    receipts = admission.receipts
    return {
        path: (status, codes.get(path, "")) for path, status in zip(receipts["path"], receipts["status"], strict=True)
    }


def of_one(*files: dict[str, Any], **more: Any) -> tuple[str, str]:
    (only,) = told(admitted(*files, **more)).values()
    return only


@pytest.mark.parametrize("sender", ["a01@linxi.example", "A01@Linxi.example", "head@linxi.example"])
def test_a_return_from_any_registered_address_of_its_unit_counts(sender: str) -> None:
    assert of_one(mailed(sender=sender)) == ("计入", "")


@pytest.mark.parametrize("sender", ["b01@linxi.example", "evil@far.example", "a01@linxi.example.far.example"])
def test_a_return_from_another_address_is_left_to_the_officer(sender: str) -> None:
    admission = admitted(mailed(sender=sender))
    assert told(admission) == {"mail/1/1-a.xlsx": ("待经办处理", "A08")}
    receipt = admission.receipts.iloc[0]
    assert (receipt["unit_code"], receipt["reason"]) == (
        "A01", f"A08 发件人不是本单位的登记邮箱，请经办人核实后认定是否收下（{sender}）",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "mailbox", "outcome"),
    [
        (FAIL, ACCEPTING, ("待经办处理", "A09")),
        (FAIL, HOLDING, ("待经办处理", "A09")),
        (FAIL, None, ("待经办处理", "A09")),
        (NONE, ACCEPTING, ("计入", "")),
        (NONE, HOLDING, ("待经办处理", "A09")),
        (NONE, None, ("计入", "")),
        ("", HOLDING, ("计入", "")),
        (PASS, HOLDING, ("计入", "")),
    ],
)
def test_a_sender_who_failed_is_never_taken_and_one_without_a_mark_as_the_office_set_it(
    marked: str, mailbox: Mailbox | None, outcome: tuple[str, str]
) -> None:
    assert of_one(mailed(authentication=marked), mailbox=mailbox) == outcome


def test_a_unit_whose_address_is_not_on_the_roster_is_taken_and_the_officer_told() -> None:
    assert of_one(mailed(unit="C01", sender="c01@linxi.example")) == ("计入", "A12")


def test_what_did_not_come_by_mail_has_no_sender_to_check() -> None:
    assert of_one(came(time_basis=TimeBasis.MAIL), mailbox=HOLDING) == ("计入", "")


@pytest.mark.parametrize("doubt", [{"authentication": FAIL}, {"sender": "evil@far.example"}])
@pytest.mark.parametrize("when", ["2026-09-01 09:00:00", "2026-09-19 09:00:00"])
def test_a_forged_return_never_displaces_the_units_own(doubt: dict[str, str], when: str) -> None:
    forged = mailed("mail/2/1-b.xlsx", resend="9", received_at=when, **doubt)
    assert {path: status for path, (status, _) in told(admitted(mailed(), forged)).items()} == {
        "mail/1/1-a.xlsx": "计入",
        "mail/2/1-b.xlsx": "待经办处理",
    }


@pytest.mark.parametrize("doubt", [{"authentication": FAIL}, {"sender": "teacher@far.example"}])
def test_the_units_own_mail_counts_though_the_same_file_had_come_from_a_stranger_before(doubt: dict[str, str]) -> None:
    same = {"sha256": "5" * 64}
    stranger = mailed("mail/2/1-b.xlsx", received_at="2026-09-01 09:00:00", **same, **doubt)
    own = mailed(received_at="2026-09-19 09:00:00", **same)
    admission = admitted(own, stranger)
    assert {path: status for path, (status, _) in told(admission).items()} == {
        "mail/1/1-a.xlsx": "计入",
        "mail/2/1-b.xlsx": "重复来件",
    }
    assert dict(zip(admission.receipts["path"], admission.receipts["received_at"], strict=True)) == {
        "mail/1/1-a.xlsx": "2026-09-19 09:00:00",
        "mail/2/1-b.xlsx": "2026-09-01 09:00:00",
    }


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (ArrivalKind.CONTAINER, ("其他", "")),
        (ArrivalKind.ENCLOSED, ("其他", "")),
        (ArrivalKind.EMPTY, ("待经办处理", "A11")),
        (ArrivalKind.SEALED, ("待经办处理", "A10")),
        (ArrivalKind.LOCKED, ("待经办处理", "A13")),
    ],
)
def test_what_is_no_return_is_listed_and_left_to_the_officer_where_one_may_be_hidden(
    kind: ArrivalKind, outcome: tuple[str, str]
) -> None:
    assert of_one(of_kind(kind)) == outcome


def test_what_is_left_to_the_officer_is_named_by_its_subject_its_sender_and_its_trouble() -> None:
    admission = admitted(of_kind(ArrivalKind.LOCKED, note="压缩包设了密码"))
    assert admission.findings["found"].item() == "第三季度，a01@linxi.example，压缩包设了密码"


@pytest.mark.parametrize("kind", list(ArrivalKind))
def test_evidence_that_is_gone_or_altered_is_missed(kind: ArrivalKind) -> None:
    file = of_kind(kind)
    assert of_one(file, gone=(file["path"],)) == ("待经办处理", "A06")


def test_two_enclosed_files_of_the_same_bytes_are_no_duplicates() -> None:
    logos = [
        {**of_kind(ArrivalKind.ENCLOSED), "path": f"mail/{number}/1-logo.png", "sha256": "7" * 64} for number in (1, 2)
    ]
    assert set(told(admitted(*logos)).values()) == {("其他", "")}


def test_a_return_of_another_period_that_is_registered_there_is_left_to_that_period() -> None:
    later = mailed(meta_period="2026Q4", sha256="8" * 64)
    assert of_one(later) == ("待经办处理", "A03")
    assert of_one(later, elsewhere={"2026Q4": frozenset({"9" * 64})}) == ("待经办处理", "A03")
    admission = admitted(later, elsewhere={"2026Q4": frozenset({"8" * 64})})
    assert told(admission) == {"mail/1/1-a.xlsx": ("重复来件", "")}
    assert admission.receipts["reason"].item() == "2026Q4 的上报表，已在该期登记"


def possible(*files: dict[str, Any]) -> frozenset[str]:
    return possible_units(admitted(*files).receipts, UNITS)


def test_a_broken_file_or_an_empty_mail_may_be_that_of_the_unit_it_came_from() -> None:
    broken = mailed(unit="", meta_unit="", head_unit="", fault_code="R02", fault="x", sender="b01@linxi.example")
    assert possible(broken) == {"B01"}
    assert possible(of_kind(ArrivalKind.EMPTY)) == {"A01"}
    assert possible({**broken, "sender": "far@far.example", "name": "实验小学.xlsx"}) == {"B01"}
    assert possible({**broken, "sender": ""}) == frozenset()


def test_a_logo_or_the_mail_around_a_return_make_no_unit_unsure() -> None:
    assert possible(of_kind(ArrivalKind.ENCLOSED), of_kind(ArrivalKind.CONTAINER)) == frozenset()
