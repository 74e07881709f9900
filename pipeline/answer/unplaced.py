"""Answers to the senders of files of which it is not known whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.answer.case import addresses, shown_name
from pipeline.answer.known import Known, moment
from pipeline.answer.letter import letter
from pipeline.answer.mail import Draft
from pipeline.answer.told import reason_words
from pipeline.bulletin.words import clean
from pipeline.file_names import in_words
from schemas.faults import FILE_FAULTS
from schemas.vocabulary import ReceiptStatus

WORDS = {
    "A01": "表内认不出填报单位，请用办公室发给本单位的模板填报后重新发送",
    "A02": "表内所记单位前后不一致，请核对单位代码和填报单位后重新发送",
    "A10": "附件取不出来，请把统计表作为普通附件重新发送",
    "A11": "邮件里没有统计表，请补发",
}
"""Finding code → what the sender is told; else the receipt's own words."""


def unplaced(known: Known) -> Iterator[tuple[dict[str, Any], Draft]]:
    """(line of `records.Receipts`, draft) for each file set aside or held whose unit is not known, by time.

    Of a file the office itself cannot find any more (A06) its sender is not told: the officer brings it back.
    """
    receipts = known.checked.receipts
    receipts = receipts[~receipts["reason"].str.startswith("A06 ")]
    waiting = receipts["status"].isin([ReceiptStatus.HELD, ReceiptStatus.QUARANTINED])
    chosen = receipts[waiting & (receipts["unit_code"] == "")].sort_values(["received_at", "path"], kind="stable")
    for one in chosen.to_dict("records"):
        file = {str(key): value for key, value in one.items()}
        yield file, _draft(file, known)


def _draft(file: dict[str, Any], known: Known) -> Draft:
    name = shown_name(file)
    body = [
        f"{moment(file['received_at'])}收到“{name}”。"
        f"{'此件不能读取' if file['status'] == ReceiptStatus.QUARANTINED else '此件待核实'}，其中内容没有计入："
        f"{_why(file, known)}。",
        f"{known.form}的截止时间为{known.period.deadline}，统计期间没有稿件被采用的也要按时报送。",
    ]
    return Draft(addresses(file["sender"]), f"关于来件“{name}”的回复", letter("来件单位", body, known.office))


def _why(file: dict[str, Any], known: Known) -> str:
    """Why the file was set aside or is held, in words for who sent it."""
    findings = known.findings[(known.findings["path"] == file["path"]) & known.findings["code"].isin(list(FILE_FAULTS))]
    if len(findings):
        return str(findings["action"].iloc[0])
    return WORDS.get(file["reason"].partition(" ")[0]) or clean(in_words(reason_words(file["reason"]), known.names))
