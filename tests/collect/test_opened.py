"""faults.md 8, 23, 24: what a file is by its content, and all that mails and archives hold, however they are nested."""

from __future__ import annotations

import stat
import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.collect import archive, budget
from pipeline.collect.content import What, is_return, what_is
from pipeline.collect.opened import Opened, open_file, open_mail
from schemas.vocabulary import ArrivalKind
from tests.collect.mails import File, Nested, locked, mail, sheet, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORKBOOK, LETTER, OUTLOOK = (
    OLE + name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "WordDocument", "__properties_version1.0")
)
ODS = zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>"))
DOCX = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>"))
RAR = b"Rar!\x1a\x07\x00" + b"\0" * 20
TNEF = b"\x78\x9f\x3e\x22" + b"\0" * 20
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.bin", sheet(), What.RETURN),
        ("a.zip", sheet(), What.RETURN),
        ("上报表", WORKBOOK, What.RETURN),
        ("a.et", WORKBOOK, What.RETURN),
        ("a", ODS, What.RETURN),
        ("a.csv", b"\xb5\xa5\xce\xbb,1\r\n", What.RETURN),
        ("a.XLSX", b"PK\x03\x04 cut off", What.RETURN),
        ("a.xlsx", b"", What.RETURN),
        ("a.xls", b"<html>", What.RETURN),
        ("a.xlsx", DOCX, What.RETURN),
        (r"C:\表\a.xlsx ", b"?", What.RETURN),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), What.RETURN),
        ("~$a.xlsx", b"\x05user", What.OTHER),
        ("__MACOSX/._a.xlsx", b"\0\5\x16\7", What.OTHER),
        ("a.docx", DOCX, What.OTHER),
        ("a.doc", LETTER, What.OTHER),
        ("a.xls", LETTER, What.OTHER),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), What.OTHER),
        ("a.png", PNG, What.OTHER),
        ("a.txt", b"To whom it may concern: hello", What.OTHER),
        ("", b"", What.OTHER),
        ("a.xlsx", zipped(("b.xlsx", sheet())), What.ZIP),
        ("a.zip", b"nothing", What.ZIP),
        ("", zipped(), What.ZIP),
        ("a.rar", RAR, What.LOCKED),
        ("a.zip", RAR, What.LOCKED),
        ("a.7z", b"?", What.LOCKED),
        ("a.msg", b"?", What.SEALED),
        ("a", OUTLOOK, What.SEALED),
        ("winmail.dat", TNEF, What.SEALED),
        ("a.eml", b"?", What.MAIL),
        ("a", mail(), What.MAIL),
        ("a", b"From a@b Fri Sep 18\r\n" + mail(), What.MAILS),
    ],
)
def test_what_a_file_is_is_told_by_its_content_before_its_name(name: str, data: bytes, what: What) -> None:
    assert what_is(name, data) is what
    assert is_return(name, data) == (what is What.RETURN)


def found(opened: Opened) -> list[tuple[str, ArrivalKind]]:
    return [(one.name, one.kind) for one in opened.walk()][1:]


def test_attachments_are_taken_out_byte_for_byte_and_the_text_of_the_mail_is_no_attachment() -> None:
    data = bytes(range(256)) * 40
    (inside,) = open_mail(mail(File("a.csv", data))).inside
    assert (inside.name, inside.data, inside.kind) == ("a.csv", data, ArrivalKind.RETURN)


def test_a_picture_in_the_text_and_a_letter_are_enclosed_beside_the_return() -> None:
    logo = File("logo.png", PNG, kind=b'image/png; name="logo.png"', inline=True)
    opened = open_mail(mail(logo, File("函.docx", DOCX), File("a.xlsx", sheet())))
    assert opened.kind is ArrivalKind.CONTAINER
    assert found(opened) == [
        ("logo.png", ArrivalKind.ENCLOSED),
        ("函.docx", ArrivalKind.ENCLOSED),
        ("a.xlsx", ArrivalKind.RETURN),
    ]


def test_a_mail_in_a_mail_is_gone_through_however_it_was_put_in() -> None:
    inner = mail(File("a.xlsx", sheet()))
    assert found(open_mail(mail(Nested(inner)))) == [("a.xlsx", ArrivalKind.RETURN)]
    coded = File("", inner, kind=b"message/rfc822")
    for part in (File("转发.eml", inner), coded):
        assert [kind for _, kind in found(open_mail(mail(part)))] == [ArrivalKind.CONTAINER, ArrivalKind.RETURN]


def test_an_archive_in_an_archive_is_opened_once_and_what_is_deeper_is_left_to_the_officer() -> None:
    one = zipped(("a.xlsx", sheet()))
    two = zipped(("一.zip", one))
    assert found(open_file("二.zip", two)) == [("一.zip", ArrivalKind.CONTAINER), ("a.xlsx", ArrivalKind.RETURN)]
    opened = open_file("三.zip", zipped(("二.zip", two), ("b.xlsx", sheet("b"))))
    assert found(opened) == [
        ("二.zip", ArrivalKind.CONTAINER),
        ("一.zip", ArrivalKind.LOCKED),
        ("b.xlsx", ArrivalKind.RETURN),
    ]
    assert [one.note for one in opened.walk() if one.note] == ["层层套装，没有再打开"]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (locked(), "压缩包设了密码"),
        (b"PK\x03\x04 cut off", "压缩包已损坏"),
        (zipped(("a.xlsx", sheet()))[:-30], "压缩包已损坏"),
        (RAR, "不是 zip 格式的压缩包"),
    ],
)
def test_an_archive_that_does_not_open_is_left_to_the_officer_with_the_reason(data: bytes, note: str) -> None:
    opened = open_file("a.zip", data)
    assert (opened.kind, opened.note) == (ArrivalKind.LOCKED, note)


def test_what_can_be_taken_out_of_a_damaged_archive_is_taken() -> None:
    data = bytearray(zipped(("a.xlsx", sheet("whole")), ("b.xlsx", sheet("damaged"))))
    data[bytes(data).index(b"damaged")] ^= 1
    opened = open_file("a.zip", bytes(data))
    assert (opened.kind, opened.note, len(opened.inside)) == (ArrivalKind.LOCKED, "压缩包中有损坏的文件", 1)


def test_an_archive_that_unpacks_to_more_than_any_office_sends_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert budget.MAX_BYTES == 300 * 2**20
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(31):
            packed.writestr(f"{number}.bin", bytes(10 * 2**20))
    opened = open_file("a.zip", bomb.getvalue())
    assert (opened.kind, opened.note, opened.inside) == (ArrivalKind.LOCKED, "里面的文件过多或过大", ())
    many = zipped(*((f"{number}", b"") for number in range(1001)))
    assert open_file("a.zip", many).note == "里面的文件过多或过大"


def test_an_archive_that_lies_about_a_size_is_not_unpacked() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.bin", bytes(2**20))
    data = bytearray(bomb.getvalue())
    struct.pack_into("<L", data, bytes(data).index(b"PK\x01\x02") + 24, 10)
    assert open_file("a.zip", bytes(data)).kind is ArrivalKind.LOCKED


@pytest.mark.parametrize("encoding", ["", "gb18030", "utf-8"])
def test_names_in_an_archive_are_read_as_their_system_wrote_them(encoding: str) -> None:
    name = "来件/临溪县城关中心校朱镕喆.xlsx"
    files, troubles = archive.zip_entries(zipped((name, sheet()), encoding=encoding), budget.Budget())
    assert ([name for name, _ in files], troubles) == ([name], [])


def test_two_entries_of_one_name_are_two_files_and_a_link_is_not_followed() -> None:
    link = zipfile.ZipInfo("link.xlsx", (2026, 9, 18, 9, 0, 0))
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = BytesIO(zipped(("a.xlsx", sheet("1")), ("a.xlsx", sheet("2")), ("空/", b"")))
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    files, _ = archive.zip_entries(stream.getvalue(), budget.Budget())
    assert files == [("a.xlsx", sheet("1")), ("a.xlsx", sheet("2")), ("link.xlsx", b"/etc/passwd")]


def test_a_mail_nested_beyond_all_reason_is_left_to_the_officer() -> None:
    raw = b"From: a@b.example\r\n"
    for number in range(3000):
        raw += b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (number, number)
    opened = open_mail(raw)
    assert (opened.kind, opened.note) == (ArrivalKind.LOCKED, "邮件结构异常，无法打开")


HEADER = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=x",
        b"Content-Type: message/rfc822",
        b"Content-Type: application/octet-stream; name=a.xlsx",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Disposition: attachment; filename*0*=utf-8''%E5%9",
        b"",
        b"--x",
        b"--x--",
        b"begin 644 a.xlsx",
    ]
)
MAIL = st.lists(st.one_of(HEADER, st.binary(max_size=30)), max_size=25).map(b"\r\n".join)


@settings(max_examples=200)
@given(MAIL)
def test_no_mail_whatever_stops_the_opening(raw: bytes) -> None:
    assert open_mail(raw).kind in ArrivalKind


@settings(max_examples=100)
@given(st.data())
def test_no_damage_to_an_archive_or_a_mail_stops_the_opening(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([zipped(("a.xlsx", sheet()), encoding="gbk"), mail(File("a.zip", zipped(("a", sheet()))))])
    )
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged)[: data.draw(st.integers(0, len(whole)))]
    for name in ("a.zip", "a.eml", ""):
        assert open_file(name, cut).kind in ArrivalKind
