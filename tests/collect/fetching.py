"""Collect from a running server into a folder, and compare the register with what was sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from pipeline.collect.folder import read_register
from pipeline.collect.lines import mail_path, sha256
from pipeline.collect.mailbox import Days, new_mails
from pipeline.collect.stage import Collected, Place, collect
from tests.collect.servers import PASSWORD, Server
from tests.collect.thirty import ZONE, Sent, thirty

DAYS = Days(datetime(2024, 6, 21, tzinfo=ZONE), datetime(2024, 12, 22, tzinfo=ZONE))


def place_in(tmp_path: Path) -> Place:
    (tmp_path / "2026Q3").mkdir(exist_ok=True)
    return Place(tmp_path / "2026Q3", ZONE, "mx.linxi.example")


def take(server: Server, place: Place, password: str = PASSWORD) -> Collected:
    return collect(place, lambda known: new_mails(server.settings, password, DAYS, known))


def expected(one: Sent) -> list[tuple[str, ...]]:
    """The lines of one mail, without where they are kept."""
    at = one.at.strftime("%Y-%m-%d %H:%M:%S")
    common = (at, "邮箱记录", one.sender, one.proof)
    return [(one.kind, sha256(one.raw), *common), *((kind, sha256(data), *common) for kind, _, data in one.inside)]


COLUMNS = ["kind", "sha256", "received_at", "time_basis", "sender", "authentication"]


def prove(server: Server, tmp_path: Path) -> None:
    """Thirty mails, one of them there twice, and two outside the days; fetched twice."""
    sent, place = thirty(), place_in(tmp_path)
    assert len(sent) == 30
    server.put(
        *((one.raw, one.at) for one in sent),
        (sent[3].raw, sent[3].at + timedelta(hours=1)),
        (sent[0].raw + b"early", DAYS.since - timedelta(seconds=1)),
        (sent[0].raw + b"late", DAYS.until),
    )
    before = server.flags()
    assert len(before) == 33

    found = take(server, place)
    assert found.failure is None
    assert found.left == []
    arrivals = read_register(place.folder)
    want = sorted(line for one in sent for line in expected(one))
    assert sorted(arrivals[COLUMNS].itertuples(index=False, name=None)) == want
    assert len(found.lines) == len(want)
    names = [name for one in sent for _, name, _ in one.inside]
    assert sorted(arrivals.loc[arrivals["origin"] != "", "name"]) == sorted(names)
    for path, digest in arrivals[["path", "sha256"]].itertuples(index=False, name=None):
        assert sha256((place.folder / path).read_bytes()) == digest
    twice = arrivals.loc[arrivals["path"] == mail_path(sent[3].raw), "mail_id"].item()
    assert len(twice.split()) == 2

    register, kept = (place.folder / "receipts.csv").read_bytes(), sorted(place.folder.rglob("*"))
    again = take(server, place)
    assert (again.lines, again.left, again.failure) == ([], [], None)
    assert (place.folder / "receipts.csv").read_bytes() == register
    assert sorted(place.folder.rglob("*")) == kept
    assert server.flags() == before
