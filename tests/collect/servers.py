"""Two mail servers of other makers on loopback, each with one empty mailbox, gone when the test ends."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from imap_tools.utils import encode_folder

from schemas.office import Mailbox

USER, PASSWORD = "demouser", "demopass"
DOVECOT = """\
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
protocols = imap
mail_location = maildir:{place}/mail
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={place}/mail
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server and one folder of its one mailbox."""

    port: int
    folder: str = "INBOX"

    @property
    def settings(self) -> Mailbox:
        return Mailbox(
            host="127.0.0.1", user=USER, port=self.port, security="none", server="mx.linxi.example", folder=self.folder
        )

    def with_folder(self, name: str) -> Server:
        """A new folder, empty."""
        with self.client() as client:
            assert client.create(encode_folder(name))[0] == "OK"
        return replace(self, folder=name)

    def put(self, *mails: tuple[bytes, datetime]) -> None:
        """Let mails arrive, each at its time."""
        with self.client() as client:
            for raw, at in mails:
                status, answer = client.append(encode_folder(self.folder), "", imaplib.Time2Internaldate(at), raw)
                assert status == "OK", answer

    def flags(self) -> list[bytes]:
        """The flags of every mail, as the server tells them without changing any."""
        with self.client() as client:
            client.select(encode_folder(self.folder), readonly=True)
            return [line for line in client.fetch("1:*", "(UID FLAGS)")[1] if isinstance(line, bytes)]

    def client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, 20)
        client.login(USER, PASSWORD)
        return client


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def pymap(*options: str) -> Iterator[Server]:
    """The server written in Python, its mails in memory."""
    code = "import sys; from pymap.main import main; sys.exit(main())"
    port = free_port()
    command = [sys.executable, "-c", code, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", *options]
    with _running(command, port) as server:
        yield server


@contextmanager
def dovecot() -> Iterator[Server]:
    """Debian's server in the foreground, everything it keeps in one folder; root lends it a user of its own."""
    with TemporaryDirectory() as folder:  # pytest's own folders are closed to other users
        place, owner = Path(folder), _owner()
        port = _prepare(place, owner)
        with _running([_program("dovecot"), "-F", "-c", str(place / "dovecot.conf")], port) as server:
            yield server


def _prepare(place: Path, owner: pwd.struct_passwd) -> int:
    """Write the settings and hand the folder over; returns the port."""
    port = free_port()
    (place / "mail").mkdir()
    text = DOVECOT.format(place=place, port=port, password=PASSWORD, user=owner.pw_name, group=_group(owner))
    (place / "dovecot.conf").write_text(text)
    for path in (place, *place.rglob("*")):
        shutil.chown(path, owner.pw_uid, owner.pw_gid)
    return port


def _program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or name


def _owner() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _group(owner: pwd.struct_passwd) -> str:
    import grp

    return grp.getgrgid(owner.pw_gid).gr_name


@contextmanager
def _running(command: Sequence[str], port: int) -> Iterator[Server]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            _wait(process, port)
            yield Server(port)
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise AssertionError(f"no server: {process.communicate()[0].decode(errors='replace')[-2000:]}")
