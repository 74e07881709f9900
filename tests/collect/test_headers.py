"""faults.md 10, 25: who sent a mail, what proves it, and when it came."""

from __future__ import annotations

import pytest

from pipeline.collect.headers import UNKNOWN, authentication_of, received_of, sender_of, subject_of
from pipeline.collect.parts import headers_of
from schemas.vocabulary import Authentication
from tests.collect.mails import SERVER, mail

A01 = "a01@linxi.example"


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("From: a01@linxi.example", A01),
        ("From: 城关 <A01@LinXi.example>", A01),
        ('From: "boss@linxi.example" <a01@linxi.example>', A01),
        ("From: =?UTF-8?B?5Z+O5YWz?=\r\n <a01@linxi.example> (城关)", A01),
        ("From: a01@linxi.example <evil@far.example>", UNKNOWN),
        ("From: <a01@linxi.example> <evil@far.example>", UNKNOWN),
        ("From: evil@far.example, a01@linxi.example", UNKNOWN),
        ("From: evil@far.example\r\nFrom: a01@linxi.example", UNKNOWN),
        ("From: ａ01@linxi.example", UNKNOWN),
        ("From: 城关中心校", UNKNOWN),
        ("From:", UNKNOWN),
        ("Sender: a01@linxi.example", UNKNOWN),
    ],
)
def test_the_sender_is_the_one_address_of_the_one_from_line(line: str, sender: str) -> None:
    assert sender_of(headers_of(line.encode() + b"\r\n\r\n")) == sender


PASS, FAIL, NONE = Authentication.PASS, Authentication.FAIL, Authentication.NONE


@pytest.mark.parametrize(
    ("proof", "found"),
    [
        ("dmarc=pass header.from=linxi.example", PASS),
        ("dkim=pass header.d=linxi.example;\r\n dmarc=fail (p=none) header.from=linxi.example", FAIL),
        ("dkim=pass header.d=linxi.example", PASS),
        ("dkim=pass header.i=@mail.linxi.example", PASS),
        ("dkim=pass header.d=far.example", NONE),
        ("dkim=pass header.d=notlinxi.example", NONE),
        ("dkim=pass (header.d=linxi.example) header.d=far.example", NONE),
        ('dkim=pass reason="header.d=linxi.example" header.d=far.example', NONE),
        ("spf=pass smtp.mailfrom=a01@linxi.example", PASS),
        ("spf=pass smtp.mailfrom=bounce@far.example; dkim=none", NONE),
        ("spf=fail smtp.mailfrom=a01@linxi.example", FAIL),
        ("spf=fail smtp.mailfrom=a01@linxi.example; dkim=pass header.d=linxi.example", PASS),
        ("spf=softfail smtp.mailfrom=a01@linxi.example", NONE),
        ("dmarc=temperror; spf=fail smtp.mailfrom=a01@linxi.example", FAIL),
        ("none", NONE),
    ],
)
def test_dmarc_decides_and_without_it_a_proof_of_the_senders_own_domain(proof: str, found: Authentication) -> None:
    assert authentication_of(headers_of(mail(proof=f"{SERVER}; {proof}")), A01, SERVER) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("", NONE),
        (f"Authentication-Results: far.example; dmarc=pass\r\nAuthentication-Results: {SERVER}; dmarc=fail", FAIL),
        (f"Authentication-Results: {SERVER}; dmarc=fail\r\nAuthentication-Results: {SERVER}; dmarc=pass", FAIL),
        (f"Authentication-Results: {SERVER}; none\r\nAuthentication-Results: {SERVER}; dmarc=pass", NONE),
        ("Authentication-Results: far.example; dmarc=pass", NONE),
        (f"Authentication-Results: {SERVER}.far.example; dmarc=pass", NONE),
        (f"Authentication-Results: {SERVER.upper()} 1; dmarc=pass", PASS),
        (f"Authentication-Results: (by us) {SERVER} (v2); dmarc=pass", PASS),
        (f"X-Authentication-Results: {SERVER}; dmarc=pass", NONE),
    ],
)
def test_only_the_topmost_line_of_the_offices_own_server_counts(lines: str, found: Authentication) -> None:
    assert authentication_of(headers_of(mail(proof="", more=lines)), A01, SERVER) == found


def test_without_a_server_named_in_the_settings_nothing_is_said_of_senders() -> None:
    assert authentication_of(headers_of(mail()), A01, "") == ""


def test_a_mail_of_no_or_of_two_senders_has_failed_whatever_its_server_says() -> None:
    assert authentication_of(headers_of(mail()), UNKNOWN, SERVER) == FAIL
    assert authentication_of(headers_of(mail()), UNKNOWN, "") == FAIL


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("from a; Fri, 18 Sep 2026 10:22:00 +0800", "2026-09-18T10:22:00+08:00"),
        ("from a by b; 18 Sep 2026 02:22:00 +0000 (UTC)", "2026-09-18T02:22:00+00:00"),
        ("from a (x; y) by b;\r\n\tFri, 18 Sep 2026 10:22:00 +0800 (CST)", "2026-09-18T10:22:00+08:00"),
        ("from a; Fri, 18 Sep 2026 10:22:00 -0000", ""),
        ("from a; Fri, 18 Sep 1926 10:22:00 +0800", ""),
        ("from a; yesterday", ""),
        ("from a", ""),
        ("", ""),
    ],
)
def test_the_time_is_that_of_the_topmost_received_line_with_its_zone(stamp: str, moment: str) -> None:
    older = "Received: from far; Mon, 14 Sep 2026 10:22:00 +0800\r\nDate: Mon, 14 Sep 2026 10:22:00 +0800\r\n\r\n"
    found = received_of(headers_of(f"Received: {stamp}\r\n{older}".encode()))
    assert (found.isoformat() if found else "") == moment


def test_the_subject_is_read_like_a_name() -> None:
    assert subject_of(headers_of(mail(subject="城关中心校三季度上报"))) == "城关中心校三季度上报"
    assert subject_of(headers_of("Subject: 城关".encode("gbk") + b"\r\n\r\n")) == "城关"
