"""What an assessment names that the office's roster does not have; never grave, for a roster may be filled in later."""

from __future__ import annotations

from collections.abc import Collection

from schemas.assessment import Assessment
from schemas.duties import Consequence
from schemas.soundness.problem import Location, Problem
from schemas.steps import BaseStep, ShareStep


def outlet_problems(assessment: Assessment, outlet_tiers: Collection[str]) -> list[Problem]:
    """Tiers that a tariff pays for but that no outlet of the roster has."""
    found: dict[str, Problem] = {}
    names = assessment.tier_names()
    for i, step in enumerate(assessment.steps):
        for j, row in enumerate(step.tariff) if isinstance(step, BaseStep) else ():
            for fact, tier in row.where.words():
                if fact == "tier" and tier and tier not in outlet_tiers:
                    place: Location = ("steps", i, "tariff", j, "where", "tier")
                    text = f"名录里没有“{names.get(tier, tier)}”的媒体，这一档暂时用不到"
                    found.setdefault(tier, Problem(place, text, grave=False))
    return list(found.values())


def role_problems(assessment: Assessment, roles: Collection[str]) -> list[Problem]:
    """Roles that are to bear a penalty but that nobody on the roster has. `roles` are the roster's (人员身份)."""
    known = "、".join(sorted(filter(None, set(roles)))) or "（无）"
    return [
        Problem(
            ("steps", i, "bearers", j, "roles", k),
            f"名录里没有人的人员身份是“{role}”，无人承担；名录里有：{known}",
            grave=False,
        )
        for i, step in enumerate(assessment.steps)
        if isinstance(step, Consequence)
        for j, group in enumerate(step.bearers or ())
        for k, role in enumerate(group.roles)
        if role not in roles
    ] + [
        Problem(("steps", i, "roles", role), f"名录里没有人的人员身份是“{role}”；名录里有：{known}", grave=False)
        for i, step in enumerate(assessment.steps)
        if isinstance(step, ShareStep)
        for role in step.roles
        if role not in roles
    ]
