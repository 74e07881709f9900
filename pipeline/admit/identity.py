"""Whose a file is, and of which period: by the hidden sheet and the head, never by a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from pipeline.admit.claim import Claim
from pipeline.cells.dates import parse_date
from pipeline.cells.parse import parse_list
from pipeline.period import Period
from pipeline.suggest import nearest
from schemas.faults import finding_record
from schemas.layouts import LAYOUTS
from schemas.returned import normal
from schemas.vocabulary import ReceiptStatus

_DAY = re.compile(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?")


def names_period(text: str, period: Period) -> bool:
    """Whether a 统计期间 as a unit's head has it is this period's: its name, its id, or its first and last day."""
    plain = normal(text)
    if plain in {normal(name) for name in (period.id, period.label, period.window)}:
        return True
    days = [parse_date(day, date.min, date.min).value for day in _DAY.findall(plain)]
    return days == [period.start, period.end]


def strangers(row_units: str, unit_code: str, names: Mapping[str, tuple[str, str]]) -> list[str]:
    """Of the names that a file's lines give, those that are not this unit's by the roster."""
    said = [name.strip() for name in row_units.split("；") if name.strip()]
    return [name for name in said if names.get(normal(name), ("", ""))[0] != unit_code]


def unit_names(units: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Normal form of every code, name and alias → (code, name); a spelling shared by two units is left out."""
    spellings: dict[str, set[tuple[str, str]]] = {}
    for unit in units.to_dict("records"):
        for spelling in [unit["unit_code"], unit["name"], *unit["aliases"].split("、")]:
            if normal(spelling):
                spellings.setdefault(normal(spelling), set()).add((unit["unit_code"], unit["name"]))
    return {spelling: next(iter(found)) for spelling, found in spellings.items() if len(found) == 1}


def _named(record: dict[str, str], names: Mapping[str, tuple[str, str]]) -> str:
    """What the hidden sheet and the head say; where code and name in the head are two units, whose each is."""

    def told(text: str) -> str:
        code, name = names.get(normal(text), ("", ""))
        other = name if normal(text) == normal(code) else code
        return f"{text}（{other}）" if other else text or "空"

    code, name = record["head_unit"], record["head_unit_name"]
    apart = code and name and names.get(normal(code)) != names.get(normal(name))
    return f"模板：{told(record['meta_unit'])}；表头：{f'{told(code)}、{told(name)}' if apart else f'{code} {name}'}"


def identify(claim: Claim, record: dict[str, str], names: dict[str, tuple[str, str]], period: Period) -> None:
    """Set the unit when the hidden sheet and the head agree on one; hold the file otherwise."""
    spelled = (record["meta_unit"], record["head_unit"], record["head_unit_name"])
    said = {names[normal(text)] for text in spelled if normal(text) in names}
    if len(said) != 1 or (record["head_unit_name"] and normal(record["head_unit_name"]) not in names):
        claim.said = frozenset(code for code, _ in said)
        by_name = {text: name for text, (code, name) in names.items() if text != normal(code)}
        maybe = [] if len(said) > 1 else nearest(record["head_unit_name"], by_name)
        claim.said |= {code for code, name in names.values() if name in maybe}
        claim.hold("A02" if len(said) > 1 else "A01", _named(record, names), maybe)
        return
    claim.unit_code, claim.unit_name = said.pop()
    _tell_respelled(claim, record["head_unit_name"])
    if others := strangers(record["row_units"], claim.unit_code, names):
        claim.said = frozenset(names[normal(other)][0] for other in others if normal(other) in names)
        claim.hold("R33", "、".join(others))
    elif not any(record[key] for key in ("meta_unit", "meta_period", "template_version")):
        _trust_head(claim, record["head_window"], period)
    elif record["meta_period"] != period.id:
        claim.hold("A03", record["meta_period"] or "没有考核期")
    elif record["template_version"] not in LAYOUTS:
        claim.hold("A07", record["template_version"] or "没有版本号")
    elif record["head_window"] and not names_period(record["head_window"], period):
        claim.tell("R37", record["head_window"])


def _trust_head(claim: Claim, window: str, period: Period) -> None:
    """Without the hidden sheet (a CSV, a copied sheet) the head's own words must name the period."""
    if names_period(window, period):
        claim.period = period.id
        claim.tell("R36", window)
    else:
        claim.hold("A03", window or "没有考核期")


def _tell_respelled(claim: Claim, typed: str) -> None:
    """Say so when the head has an alias or another spelling of the unit's name."""
    if typed and typed != claim.unit_name:
        action = f"已认作“{claim.unit_name}”，请以后照名录填写"
        claim.findings.append(finding_record("C08", claim.path, found=typed, unit_code=claim.unit_code, action=action))


def possible_units(receipts: pd.DataFrame, units: pd.DataFrame, unregistered: Iterable[str] = ()) -> frozenset[str]:
    """Units that files without a known owner, or not registered, may belong to, by their names or their senders.

    A name never makes a file count; but a unit whose broken file lies here must not be published as 未报表.
    """
    ownerless = receipts[receipts["unit_code"] == ""]
    texts = [normal(text) for text in (*ownerless["path"], *ownerless["name"], *unregistered)]
    by_name = {code for spelling, (code, _) in unit_names(units).items() if any(spelling in text for text in texts)}
    # mails and pictures are no returns: what came with them has its own line
    senders = set(ownerless.loc[ownerless["status"] != ReceiptStatus.OTHER, "sender"].map(normal)) - {""}
    mails = zip(units["unit_code"], units["mail"].map(parse_list), strict=True)
    return frozenset(by_name | {code for code, own in mails if senders & set(map(normal, own))})
