"""What the officer reads after collecting."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.collect.password import SERVICE, password_of
from pipeline.collect.stage import Collected
from pipeline.collect.told import told
from pipeline.errors import OfficeError
from pipeline.init import SETTINGS
from pipeline.yaml_file import read_yaml
from schemas.office import Mailbox
from schemas.records import Arrivals

COMMON = {**dict.fromkeys(Arrivals.headers(), ""), "time_basis": "邮箱记录", "sender": "a01@linxi.example"}
MAIL = {**COMMON, "path": "mail/1.eml", "kind": "邮件或压缩包", "name": "上报", "mail_id": "x-1-2"}
WITHIN = {**COMMON, "path": "mail/1/1-a.xlsx", "kind": "报表", "name": "表.xlsx"}


def lines(*found: dict[str, str], left: tuple[str, ...] = ()) -> list[str]:
    return list(told(Collected([*found], [*left]), Path("inputs/2026Q3/receipts.csv")))


def test_nothing_new_is_said_in_one_line() -> None:
    assert lines() == ["没有新来件。"]


def test_mails_returns_and_what_was_enclosed_are_counted_and_named() -> None:
    logo = {**WITHIN, "kind": "附带文件", "name": "logo.png", "path": "mail/1/2-b.png"}
    assert lines(MAIL, WITHIN, logo) == [
        "新邮件 1 封，登记统计表 1 份，附带文件 1 个。",
        "  表.xlsx（a01@linxi.example） mail/1/1-a.xlsx",
        "  附带：logo.png（a01@linxi.example） mail/1/2-b.png",
    ]


@pytest.mark.parametrize(
    ("kind", "note", "why"),
    [
        ("没有报表的邮件", "", "没有统计表，请联系发件人补发"),
        ("须另存的邮件", "Outlook 专用格式", "Outlook 专用格式；附件取不出来，请在邮件程序中另存为 .eml，或把其中的统计表另存后放入"),
        ("打不开的压缩包", "压缩包设了密码", "压缩包设了密码；打不开，请发件人去掉密码、改用 zip 格式或者直接发送统计表"),
    ],
)  # fmt: skip
def test_what_waits_is_named_with_its_reason(kind: str, note: str, why: str) -> None:
    assert lines({**MAIL, "kind": kind, "note": note})[1:] == [f"  待处理：上报（a01@linxi.example） mail/1.eml：{why}"]


def test_a_mail_left_in_the_mailbox_is_told_though_nothing_is_new() -> None:
    assert lines(left=("一封邮件没有取下",)) == [
        "新邮件 0 封，登记统计表 0 份，附带文件 0 个。",
        "  待处理：一封邮件没有取下",
    ]


def test_times_known_from_files_alone_are_to_be_mended() -> None:
    said = lines({**COMMON, "path": "A01.xlsx", "sender": "", "time_basis": "文件时间"})
    assert said[0] == "新邮件 0 封，登记统计表 1 份，附带文件 0 个。"
    assert said[1] == "  A01.xlsx"
    assert said[2].startswith("收到时间暂按文件时间登记的，不据此判逾期")


def test_the_password_is_that_of_the_environment_or_the_officer_is_told_where_to_put_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "secret\n")
    assert password_of("xcb") == "secret"
    monkeypatch.setenv("MAIL_PASSWORD", "")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with pytest.raises(OfficeError, match=f"keyring set {SERVICE} xcb"):
        password_of("xcb")


def test_the_mailbox_in_a_new_offices_settings_is_sound_once_its_marks_are_taken_away(tmp_path: Path) -> None:
    block = SETTINGS[SETTINGS.index("# mailbox:") : SETTINGS.index("# 年中换了办法的")]
    file = tmp_path / "office.yaml"
    file.write_text(block.replace("# ", "", 1).replace("\n# ", "\n"), "utf-8")
    assert Mailbox.model_validate(read_yaml(file)["mailbox"]).port == 993
