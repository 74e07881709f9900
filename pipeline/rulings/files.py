"""Rulings on whole files: a late one taken as on time, a held one taken in, a correction after the deadline refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

import pandas as pd

from pipeline.admit.claim import Words
from pipeline.rulings.content import Ruling
from pipeline.rulings.match import Came
from schemas.to_decide import FILE_KINDS
from schemas.vocabulary import Effect, ReceiptStatus, RulingKind

SHORTEST_HASH = 8
"""Digits of a file's SHA-256 that may stand for its path."""
ASIDE = (ReceiptStatus.SUPERSEDED, ReceiptStatus.DUPLICATE)
NOT_KEPT = (ReceiptStatus.DUPLICATE, ReceiptStatus.OTHER)
NO_RETURN = (ReceiptStatus.QUARANTINED, ReceiptStatus.OTHER)


def file_words(rulings: pd.DataFrame, arrivals: pd.DataFrame) -> Words:
    """The rulings on files, by path: each is of the bytes that its path or the first digits of its hash mean.

    Copies of a file share the ruling, whichever of them is kept.
    """
    hashes = dict(zip(arrivals["path"], arrivals["sha256"], strict=True))
    words: dict[str, dict[str, Ruling]] = {kind: {} for kind in FILE_KINDS}
    for ruling in _on_files(rulings):
        if (path := _path_of(ruling["file"], hashes)) is not None:
            for copy in _copies(path, hashes):
                words[ruling["kind"]].setdefault(copy, ruling)
    return Words(
        late=words[RulingKind.TAKE_LATE],
        held=words[RulingKind.TAKE_HELD],
        refused=words[RulingKind.REFUSE_CORRECTION],
    )


def _on_files(rulings: pd.DataFrame) -> Iterator[Ruling]:
    for ruling in rulings[rulings["kind"].isin(FILE_KINDS)].to_dict("records"):
        yield {str(name): value for name, value in ruling.items()}


def _path_of(text: str, paths: Mapping[str, str]) -> str | None:
    if text in paths:
        return text
    digits = text.casefold()
    return next((path for path, sha in paths.items() if len(digits) >= SHORTEST_HASH and sha.startswith(digits)), None)


def _copies(path: str, hashes: Mapping[str, str]) -> list[str]:
    """The paths with the same bytes, this one first."""
    return [path, *(other for other, sha in hashes.items() if sha == hashes[path] and other != path)]


def files_came(
    rulings: pd.DataFrame, arrivals: pd.DataFrame, receipts: pd.DataFrame, used: Set[str], corrections: Set[str]
) -> Iterator[tuple[Ruling, Came | str]]:
    """Each ruling on a file with what came of it, or with what is wrong with it.

    `used` are the numbers of rulings without which a file would be late or held, or would wait or count; `corrections` the files that wait
    only because they came after the version that counts. Of copies, the one that was kept tells.
    """
    hashes = dict(zip(arrivals["path"], arrivals["sha256"], strict=True))
    of_file = {receipt["path"]: receipt for receipt in receipts.to_dict("records")}
    named: dict[tuple[str, str], Ruling] = {}
    for ruling in _on_files(rulings):
        path = _path_of(ruling["file"], hashes)
        if path is None:
            yield ruling, "收件登记中没有这个文件"
            continue
        copies = _copies(path, hashes)
        path = next((copy for copy in copies if of_file[copy]["status"] not in NOT_KEPT), path)
        first = named.setdefault((ruling["kind"], path), ruling)
        if first["unit_code"] != ruling["unit_code"]:
            yield ruling, f"与认定 {first['ruling_id']} 所说的单位不同"
        else:
            receipt = {str(name): value for name, value in of_file[path].items()}
            yield ruling, _came(ruling, receipt, first["ruling_id"] in used, path in corrections)


def _came(ruling: Ruling, receipt: Ruling, used: bool, correction: bool) -> Came | str:
    """What came of a ruling on the file of `receipt`, or what is wrong with it."""
    status, path, reason = receipt["status"], receipt["path"], receipt["reason"]
    held = status == ReceiptStatus.HELD and not correction
    refusal = ruling["kind"] == RulingKind.REFUSE_CORRECTION
    if refusal and ruling["unit_code"] not in ("", receipt["unit_code"]):
        return _of_another_unit(ruling, receipt)
    if refusal and used:
        return Effect.IN_FORCE, ""
    if refusal and status not in ASIDE:
        return f"{path} 不是截止后的更正，不受理更正对它不适用：{reason}"
    if status in NO_RETURN or (held and ruling["kind"] == RulingKind.TAKE_HELD):
        return f"{path} 不能收下：{reason}"
    if status in ASIDE:
        return Effect.LAPSED, f"{path} {reason}"
    if ruling["unit_code"] and receipt["unit_code"] not in ("", ruling["unit_code"]):
        return _of_another_unit(ruling, receipt)
    if held:
        return Effect.WAITING, f"{path} {reason}"
    return (Effect.IN_FORCE, "") if used else (Effect.NEEDLESS, f"{path} {reason}")


def _of_another_unit(ruling: Ruling, receipt: Ruling) -> str:
    return f"{receipt['path']} 是 {receipt['unit_code']} 的上报表，不是 {ruling['unit_code']} 的"
