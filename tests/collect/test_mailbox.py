"""The mailbox of a real server (pymap): every mail once, none changed, and failures in the officer's words."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from imap_tools.utils import encode_folder
from pydantic import ValidationError

from pipeline.collect.folder import gone, read_register
from pipeline.collect.mailbox import new_mails
from pipeline.collect.stage import collect
from pipeline.errors import OfficeError
from schemas.office import Mailbox
from tests.collect.fetching import DAYS, place_in, prove, take
from tests.collect.mails import File, mail, sheet
from tests.collect.servers import PASSWORD, Server, free_port, pymap
from tests.collect.thirty import FIRST


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with pymap() as server:
        yield server


FOLDERS = count(1)


@pytest.fixture
def server(running: Server) -> Server:
    return running.with_folder(f"来件{next(FOLDERS)}")


def test_thirty_mails_are_taken_once_byte_for_byte_and_left_as_they_were(server: Server, tmp_path: Path) -> None:
    prove(server, tmp_path)


def test_only_what_is_new_is_fetched_the_next_time(server: Server, tmp_path: Path) -> None:
    place = place_in(tmp_path)
    server.put((mail(File("a.xlsx", sheet("a"))), FIRST))
    assert len(take(server, place).lines) == 2
    known = {mark for text in read_register(place.folder)["mail_id"] for mark in text.split()}
    assert list(new_mails(server.settings, PASSWORD, DAYS, known)) == []
    server.put((mail(File("b.xlsx", sheet("b")), number="2"), FIRST + timedelta(hours=1)))
    assert [line["name"] for line in take(server, place).lines] == ["上报", "b.xlsx"]


def test_a_mail_the_officer_had_saved_is_not_opened_again(server: Server, tmp_path: Path) -> None:
    place, raw = place_in(tmp_path), mail(File("a.xlsx", sheet("a")))
    (place.folder / "a.eml").write_bytes(raw)
    take(server, place)
    server.put((raw, FIRST))
    (line,) = take(server, place).lines
    assert (line["note"], line["time_basis"]) == ("与 a.eml 相同，没有再打开", "邮箱记录")
    assert take(server, place).lines == []


def test_a_mailbox_that_was_set_up_anew_brings_nothing_twice(server: Server, tmp_path: Path) -> None:
    place, raw = place_in(tmp_path), mail(File("a.xlsx", sheet("a")))
    server.put((raw, FIRST))
    assert len(take(server, place).lines) == 2
    with server.client() as client:  # the new folder has another UIDVALIDITY
        client.delete(encode_folder(server.folder))
    anew = server.with_folder(server.folder)
    anew.put((raw, FIRST))
    assert take(anew, place).lines == []
    (mark,) = read_register(place.folder).query("origin == ''")["mail_id"]
    assert len(set(mark.split())) == 2


def wrong(**changes: object) -> Mailbox:
    return Mailbox.model_validate({"host": "127.0.0.1", "user": "demouser", "port": free_port(), "security": "none", **changes})  # fmt: skip


def told(settings: Mailbox, password: str = PASSWORD) -> str:
    with pytest.raises(OfficeError) as stopped:
        list(new_mails(settings, password, DAYS, ()))
    return str(stopped.value)


def test_a_server_that_does_not_answer_is_named_with_what_to_check() -> None:
    settings = wrong()
    assert told(settings) == (
        f"邮箱 demouser（127.0.0.1:{settings.port}）没有收完：邮件服务器没有应答，请核对 mailbox 下的 host 和 port"
    )


def test_a_host_that_does_not_exist_is_told() -> None:
    assert "找不到邮件服务器" in told(wrong(host="no-such-host.invalid", security="tls"))


def test_a_wrong_password_and_a_wrong_folder_are_told(server: Server) -> None:
    assert "用户名或密码没有被接受" in told(server.settings, "wrong")
    assert "用户名或密码没有被接受" in told(server.settings, "错")
    assert "请核对 mailbox 下的 folder" in told(server.settings.model_copy(update={"folder": "没有的文件夹"}))


def test_a_server_without_encryption_is_not_taken_for_one_with_it(server: Server) -> None:
    assert "加密连接没有建立" in told(server.settings.model_copy(update={"security": "tls"}))
    assert "没有收完" in told(server.settings.model_copy(update={"security": "starttls"}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"host": "mail.linxi.example"}, "security: none 不加密，只许用于本机"),
        ({"host": "10.0.0.1"}, "只许用于本机"),
        ({"port": 993}, "端口 993 只用于 security: tls"),
        ({"host": "mail.linxi.example", "security": "starttls", "port": 993}, "端口 993 只用于 security: tls"),
    ],
)
def test_a_password_is_never_sent_in_the_open(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        wrong(**changes)


def relay(server: Server, after: int) -> tuple[int, threading.Thread]:
    """A line to the server that is cut once so many bytes came from it."""
    listening = socket.create_server(("127.0.0.1", 0))

    def pump(source: socket.socket, target: socket.socket, left: int) -> None:
        while left > 0 and (data := source.recv(min(4096, left))):
            target.sendall(data)
            left -= len(data)
        for end in (source, target):
            with suppress(OSError):  # the other side may have gone before
                end.shutdown(socket.SHUT_RDWR)

    def serve() -> None:
        near, _ = listening.accept()
        far = socket.create_connection(("127.0.0.1", server.port))
        listening.close()
        back = threading.Thread(target=pump, args=(far, near, after), daemon=True)
        back.start()
        with near, far, suppress(OSError):
            while data := near.recv(4096):
                far.sendall(data)
        back.join(10)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return listening.getsockname()[1], thread


@pytest.mark.parametrize("after", [0, 300, 2500, 6000])
def test_a_connection_that_breaks_leaves_a_sound_register_and_the_next_run_goes_on(
    server: Server, tmp_path: Path, after: int
) -> None:
    place = place_in(tmp_path)
    server.put(
        *((mail(File("a.xlsx", sheet(f"{at}")), number=f"{at}"), FIRST + timedelta(minutes=at)) for at in range(8))
    )
    (place.folder / "z.xlsx").write_bytes(sheet("z"))
    port, thread = relay(server, after)
    broken = collect(place, lambda known: new_mails(server.settings.model_copy(update={"port": port}), PASSWORD, DAYS, known))  # fmt: skip
    thread.join(10)
    assert broken.failure is not None
    assert "没有收完" in broken.failure.headline
    arrivals = read_register(place.folder)
    assert "z.xlsx" in set(arrivals["path"])
    assert 1 <= len(arrivals) < 17
    assert gone(place.folder, arrivals) == frozenset()
    assert take(server, place).failure is None
    after_all = read_register(place.folder)
    assert (len(after_all), gone(place.folder, after_all)) == (17, frozenset())
