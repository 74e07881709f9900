"""Mails and archives that the officer saved into the folder: opened once, kept as they came, each file with its line."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from pipeline.collect.folder import Line, gone, read_register, returns
from pipeline.collect.lines import sha256
from pipeline.collect.stage import Place, register
from tests.collect.mails import File, locked, mail, sheet, zipped

SAVED = 1_789_700_000  # 2026-09-18 10:53:20 in Shanghai
STAMPED = "2026-09-18 10:22:00"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "2026Q3").mkdir()
    return Place(tmp_path / "2026Q3", ZoneInfo("Asia/Shanghai"), "mx.linxi.example")


def put(place: Place, name: str, data: bytes) -> None:
    (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
    (place.folder / name).write_bytes(data)
    os.utime(place.folder / name, (SAVED, SAVED))


def seen(lines: list[Line], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(str(line[column]) for column in columns) for line in lines]


def files(place: Place) -> dict[str, bytes]:
    """All but the register."""
    found = [file for file in place.folder.rglob("*") if file.is_file() and file.name != "receipts.csv"]
    return {file.relative_to(place.folder).as_posix(): file.read_bytes() for file in found}


def test_a_saved_mail_is_opened_and_its_return_registered_with_sender_proof_and_time_of_receipt(place: Place) -> None:
    raw, data = mail(File("上报表.xlsx", sheet()), subject="三季度"), sheet()
    put(place, "来件/三季度.eml", raw)
    container, inside = register(place)
    assert container["path"] == "来件/三季度.eml"
    assert (container["kind"], container["name"], container["origin"]) == ("邮件或压缩包", "三季度", "")
    kept = f"mail/{sha256(raw)[:16]}/1-{sha256(data)[:12]}.xlsx"
    assert (inside["path"], inside["sha256"], inside["size"]) == (kept, sha256(data), len(data))
    assert (inside["kind"], inside["name"], inside["origin"]) == ("报表", "上报表.xlsx", "来件/三季度.eml")
    for line in (container, inside):
        assert seen([line], "sender", "authentication", "received_at", "time_basis") == [
            ("a01@linxi.example", "通过", STAMPED, "邮件")
        ]
    assert files(place) == {"来件/三季度.eml": raw, kept: data}


def test_a_mail_that_does_not_say_when_it_was_received_has_the_time_of_its_file(place: Place) -> None:
    put(place, "a.eml", mail(File("a.xlsx", sheet()), received=""))
    assert set(seen(register(place), "received_at", "time_basis")) == {("2026-09-18 10:53:20", "文件时间")}


def test_an_mbox_and_an_archive_of_mails_hold_mails_each_with_its_own_sender_and_time(place: Place) -> None:
    one = mail(File("a.xlsx", sheet("a")), number="1")
    two = mail(
        File("b.xlsx", sheet("b")), sender="b01@linxi.example", number="2", received="Sat, 19 Sep 2026 08:00:00 +0800"
    )
    put(place, "导出.zip", zipped(("1.eml", one), ("2.eml", two), ("c.xlsx", sheet("c")), encoding="gbk"))
    lines = register(place)
    assert seen([line for line in lines if line["kind"] == "报表"], "name", "sender", "received_at", "time_basis") == [
        ("a.xlsx", "a01@linxi.example", STAMPED, "邮件"),
        ("b.xlsx", "b01@linxi.example", "2026-09-19 08:00:00", "邮件"),
        ("c.xlsx", "", "2026-09-18 10:53:20", "文件时间"),
    ]
    three = mail(File("d.xlsx", sheet("d")), number="3")
    put(place, "收件箱.mbox", b"".join(b"From x Fri Sep 18\n" + raw + b"\n" for raw in (one, three)))
    again = register(place)
    assert [line["name"] for line in again if line["kind"] == "报表"] == ["d.xlsx"]
    assert "与 mail/" in next(line["note"] for line in again if line["note"])


def test_an_archive_gives_its_returns_and_is_itself_no_return(place: Place) -> None:
    put(place, "全镇.zip", zipped(("甲/a.xlsx", sheet("a")), ("甲/a.xlsx", sheet("b")), ("说明.txt", b"hello")))
    lines = register(place)
    assert seen(lines, "kind", "name", "origin", "sender") == [
        ("邮件或压缩包", "", "", ""),
        ("报表", "甲/a.xlsx", "全镇.zip", ""),
        ("报表", "甲/a.xlsx", "全镇.zip", ""),
        ("附带文件", "说明.txt", "全镇.zip", ""),
    ]
    assert {line["sha256"] for line in lines[1:3]} == {sha256(sheet("a")), sha256(sheet("b"))}


HARMFUL = ["../../出去.xlsx", r"C:\a\b.xlsx", "CON.xlsx", "表\u202exslx.xlsx", "a\0b.xlsx", "关" * 90 + ".xlsx", "/etc/a.xlsx", "=1+1.xlsx"]  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_name_is_recorded_and_never_a_path(place: Place, name: str) -> None:
    put(place, "a.zip", zipped((name, sheet()), encoding="utf-8"))
    put(place, "b.eml", mail(File(name, sheet("b"))))
    returned = [line for line in register(place) if line["kind"] == "报表"]
    assert {Path(path).parts[0] for path in files(place)} == {"a.zip", "b.eml", "mail"}
    assert all(line["path"].isascii() and ".." not in line["path"] for line in returned)
    assert len({line["name"] for line in returned}) == 1
    text = (place.folder / "receipts.csv").read_text("utf-8-sig")
    assert not set(text) & {"\u202e", "\0"}
    assert ",=1" not in text
    register_again = returns(read_register(place.folder))
    assert sorted(register_again["name"]) == [line["name"] for line in returned]


def test_taking_twice_adds_nothing_and_an_archive_saved_twice_is_opened_once(place: Place) -> None:
    put(place, "a.zip", zipped(("a.xlsx", sheet())))
    put(place, "a.eml", mail(File("b.xlsx", sheet("b"))))
    assert len(register(place)) == 4
    before = files(place)
    assert register(place) == []
    assert files(place) == before
    put(place, "副本.zip", zipped(("a.xlsx", sheet())))
    put(place, "副本.eml", mail(File("b.xlsx", sheet("b"))))
    assert seen(register(place), "path", "kind", "note") == [
        ("副本.eml", "邮件或压缩包", "与 a.eml 相同，没有再打开"),
        ("副本.zip", "邮件或压缩包", "与 a.zip 相同，没有再打开"),
    ]


def test_an_archive_the_officer_took_out_of_a_mail_is_opened_as_his_own(place: Place) -> None:
    inner = zipped(("a.xlsx", sheet()))
    deep = zipped(("二.zip", zipped(("一.zip", inner))))
    put(place, "a.eml", mail(File("三.zip", deep), proof="mx.linxi.example; dmarc=fail"))
    assert [line["kind"] for line in register(place)][-1] == "打不开的压缩包"
    put(place, "一.zip", inner)
    assert seen(register(place), "kind", "sender", "name") == [("邮件或压缩包", "", ""), ("报表", "", "a.xlsx")]


def test_a_copy_of_a_mail_with_other_headers_is_known_by_its_name_and_by_what_it_holds(place: Place) -> None:
    put(place, "a.eml", mail(File("b.xlsx", sheet("b"))))
    register(place)
    put(place, "b.eml", mail(File("b.xlsx", sheet("b")), more="X-Saved-By: another program"))
    assert seen(register(place), "path", "note") == [("b.eml", "与 a.eml 相同，没有再打开")]


@pytest.mark.parametrize(
    "other",
    [
        {"number": "2"},
        {"sender": "b01@linxi.example"},
        {"proof": "mx.linxi.example; dmarc=fail"},
    ],
)
def test_the_same_file_by_another_mail_is_a_line_of_its_own(place: Place, other: dict[str, str]) -> None:
    put(place, "a.eml", mail(File("b.xlsx", sheet("b"))))
    register(place)
    put(place, "b.eml", mail(File("b.xlsx", sheet("b")), **other))
    assert [line["kind"] for line in register(place)] == ["邮件或压缩包", "报表"]


def test_a_mail_that_takes_the_name_of_another_is_not_passed_over(place: Place) -> None:
    put(place, "a.eml", mail(File("b.xlsx", sheet("b"))))
    register(place)
    put(place, "b.eml", mail(File("b.xlsx", sheet("b")), File("c.xlsx", sheet("c"))))
    assert [line["name"] for line in register(place) if line["kind"] == "报表"] == ["b.xlsx", "c.xlsx"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.eml", mail(), "没有报表的邮件"),
        ("a.eml", mail(File("函.pdf", b"%PDF")), "没有报表的邮件"),
        ("a.zip", zipped(("a.txt", b"x")), "没有报表的邮件"),
        ("a.zip", locked(), "打不开的压缩包"),
        ("a.rar", b"Rar!\x1a\x07\x00", "打不开的压缩包"),
        ("a.msg", b"?", "须另存的邮件"),
        ("winmail.dat", b"\x78\x9f\x3e\x22", "须另存的邮件"),
        ("扫描件.pdf", b"%PDF", ""),
    ],
)
def test_what_holds_no_return_is_registered_as_what_it_is(place: Place, name: str, data: bytes, kind: str) -> None:
    put(place, name, data)
    assert register(place)[0]["kind"] == kind


def test_a_mail_with_something_sealed_is_no_empty_mail(place: Place) -> None:
    put(place, "a.eml", mail(File("winmail.dat", b"\x78\x9f\x3e\x22")))
    assert [line["kind"] for line in register(place)] == ["邮件或压缩包", "须另存的邮件"]


def test_a_registered_mail_that_is_gone_or_altered_is_missed_and_its_returns_are_not(place: Place) -> None:
    put(place, "a.eml", mail(File("b.xlsx", sheet("b"))))
    put(place, "b.zip", zipped(("a.xlsx", sheet())))
    register(place)
    assert gone(place.folder, read_register(place.folder)) == frozenset()
    put(place, "a.eml", b"altered")
    (place.folder / "b.zip").unlink()
    assert gone(place.folder, read_register(place.folder)) == {"a.eml", "b.zip"}
    assert register(place) == []


def test_what_a_killed_run_left_is_taken_by_the_next(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.collect import stage

    put(place, "a.zip", zipped(("1.eml", mail(File("b.xlsx", sheet("b")))), ("a.xlsx", sheet())))
    calls = []

    def killed(folder: Path, known: pd.DataFrame, lines: list[Line]) -> None:
        calls.append(lines)
        if len(calls) == 3:  # after the plain files and the mail in the archive
            raise KeyboardInterrupt
        append(folder, known, lines)

    append = stage.append
    monkeypatch.setattr(stage, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        register(place)
    monkeypatch.undo()
    register(place)
    arrivals = read_register(place.folder)
    assert sorted(arrivals["kind"]) == ["报表", "报表", "邮件或压缩包", "邮件或压缩包"]
    assert gone(place.folder, arrivals) == frozenset()
