"""Letters to units of which nothing came: a reminder for before the deadline, a notice of fact for after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.answer.case import addresses
from pipeline.answer.known import Known
from pipeline.answer.letter import letter
from pipeline.answer.mail import Draft
from pipeline.bulletin.words import clean
from schemas.vocabulary import ReceiptStatus, ReturnType, Standing


def silent_units(known: Known) -> Iterator[dict[str, Any]]:
    """Units of the roster of which nothing came; never one that a held or unidentified file may be of."""
    for unit in known.checked.units.to_dict("records"):
        if known.standing[unit["unit_code"]] == Standing.MISSING:
            yield {str(key): value for key, value in unit.items()}


def before_deadline(unit: dict[str, Any], known: Known) -> Draft:
    """催报: when it is due and how; the officer sends it before the deadline."""
    name = clean(unit["name"])
    body = [
        f"{known.form}的截止时间为{known.period.deadline}，统计期间为{known.period.window}。",
        f"截至发信时，办公室{_not_received(known)}，请按办公室发给你单位的模板填报，按时发来。"
        f"统计期间没有稿件被采用的，填报类型选“{ReturnType.NIL}”，也要按时报送。",
        "已经报送的，请告知发送的时间和邮箱，以便查找。",
    ]
    text = letter(name, body, known.office)
    return Draft(addresses(unit["mail"]), f"关于按时报送{known.form}的提醒（{name}）", text)


def after_deadline(unit: dict[str, Any], known: Known) -> Draft:
    """未报表: facts only, and the clause; the officer sends it after the deadline."""
    name = clean(unit["name"])
    body = [
        f"{known.form}的截止时间为{known.period.deadline}。在规定时限内，办公室{_not_received(known)}，登记为未报表。",
        _consequence(known),
        "在截止时间以前已经报送的，请告知发送的时间、方式并附发送记录，由办公室核实。",
    ]
    text = letter(name, body, known.office)
    return Draft(addresses(unit["mail"]), f"关于未在规定时限内报送{known.form}的告知（{name}）", text)


def _not_received(known: Known) -> str:
    """While files of unknown owners lie here, only that none could be known as the unit's."""
    return "没有收到能够确认为你单位的统计表" if unidentified(known) else "没有收到你单位的统计表"


def unidentified(known: Known) -> int:
    """How many files lie here of which it is not known whose they are."""
    receipts = known.checked.receipts
    ownerless = (receipts["unit_code"] == "") & receipts["status"].isin([ReceiptStatus.HELD, ReceiptStatus.QUARANTINED])
    return int(ownerless.sum()) + len(known.checked.unregistered)


def _consequence(known: Known) -> str:
    late = known.assessment.calendar.late
    decided = [one for one in known.decisions if one.path == "calendar.late.then"]
    if decided:
        return f"不在规定时限内报送的，本单位决定：{clean(decided[0].answer)}。"
    clause = known.assessment.clauses.get(late.clause)
    return f"有关规定：《办法》{late.clause}（大意）：{clean(clause.text).rstrip('。')}。" if clause else ""
