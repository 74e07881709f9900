"""The mailbox's password: from the environment or the system's keyring, never from a file."""

from __future__ import annotations

import os

from pipeline.errors import OfficeError

VARIABLE = "MAIL_PASSWORD"
SERVICE = "quarter-bulletin"
"""The name under which the keyring holds it."""


def password_of(user: str) -> str:
    """The password of a mailbox; raises OfficeError that says where to put one."""
    if given := os.environ.get(VARIABLE, "").strip("\r\n"):
        return given
    import keyring  # asked only when needed: it looks for the desktop's own service

    try:
        kept = keyring.get_password(SERVICE, user)
    except keyring.errors.KeyringError:
        kept = None  # a machine without a keyring has none in it
    if not kept:
        raise OfficeError(
            f"没有邮箱 {user} 的密码。请设环境变量 {VARIABLE}，"
            f"或者运行 .venv/bin/python -m keyring set {SERVICE} {user} 存入系统的密码箱；不要写在文件里"
        )
    return kept
