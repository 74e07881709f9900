"""The same thirty mails by Debian's own mail server (needs dovecot)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collect.fetching import prove
from tests.collect.servers import dovecot

pytestmark = pytest.mark.real


def test_thirty_mails_of_dovecot_are_taken_once_byte_for_byte_and_left_as_they_were(tmp_path: Path) -> None:
    with dovecot() as server:
        prove(server, tmp_path)
