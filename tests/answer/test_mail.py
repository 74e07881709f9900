"""Drafts: opened by the standard library they say what was meant, and nothing depends on chance or the clock."""

from __future__ import annotations

import hashlib

import pytest

from pipeline.answer.mail import Draft, is_address, mail_bytes
from tests.answer.desk import opened, text_of

DRAFT = Draft(
    ("a01@linxi.example",),
    "关于审核回复（城关中心校）",
    "城关中心校：\n　　收悉。\n",
    {"批注表_A01.xlsx": b"PK\x03\x04"},
)


def test_a_draft_read_back_has_its_subject_text_address_and_the_attachment_byte_for_byte() -> None:
    message = opened(mail_bytes(DRAFT, "office@linxi.example", "临溪县教育局"))
    assert message["Subject"] == DRAFT.subject
    assert message["To"].addresses[0].addr_spec == "a01@linxi.example"
    assert (message["From"].addresses[0].display_name, message["X-Unsent"]) == ("临溪县教育局", "1")
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "批注表_A01.xlsx"
    assert hashlib.sha256(attachment.get_content()).digest() == hashlib.sha256(b"PK\x03\x04").digest()
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == DRAFT.text


def test_a_draft_has_no_date_and_the_same_contents_give_the_same_bytes() -> None:
    content = mail_bytes(DRAFT)
    assert opened(content)["Date"] is None
    assert content == mail_bytes(DRAFT)
    assert content != mail_bytes(Draft(DRAFT.to, DRAFT.subject, DRAFT.text, {"批注表_A01.xlsx": b"other"}))


def test_lines_are_short_and_plain_ascii_so_that_every_mail_program_reads_them() -> None:
    lines = mail_bytes(Draft(("a@b.example",), "很长的主题" * 30, "正文" * 500, DRAFT.attached)).split(b"\r\n")
    assert all(len(line) <= 80 and line.isascii() for line in lines)


def test_a_draft_without_an_address_is_left_for_the_officer_to_fill() -> None:
    message = opened(mail_bytes(Draft((), "主题", "正文")))
    assert not str(message["To"] or "")
    assert message["From"] is None


@pytest.mark.parametrize(
    "text", ["不是邮箱", "a@b", "a b@c.example", "a@c.example\r\nBcc: x@y.example", "", "a@c.example>"]
)
def test_what_is_no_plain_address_never_becomes_a_header(text: str) -> None:
    assert not is_address(text)
    assert b"Bcc" not in mail_bytes(Draft((text,), "主题", "正文"), sender=text)


def test_a_subject_cannot_add_headers() -> None:
    message = opened(mail_bytes(Draft((), "主题\r\nBcc: x@y.example", "正文")))
    assert message["Bcc"] is None


def test_the_letter_to_a_unit_is_addressed_as_the_roster_says(files: dict[str, bytes]) -> None:
    folder = "review/answers"
    to = {
        name: str(opened(files[f"{folder}/{name}/回复.eml"])["To"] or "")
        for name in ("A01 城关中心校", "B01 实验小学", "C01 教研室")
    }
    assert list(to.values()) == ["a01@linxi.example", "b01@linxi.example, b01-2@linxi.example", ""]
    assert "联系人：信息宣传专干" in text_of(files[f"{folder}/A01 城关中心校/回复.eml"])
