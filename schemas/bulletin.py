"""What an assessment's bulletin is made of: its sections and their order, and the unit classes it ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from pydantic import Field, field_validator

from schemas.strict import Strict

SectionKey = Literal["basis", "overview", "ranks", "problems", "notes"]
"""The sections the product writes; the office's demands and whom to ask always close the bulletin."""
SECTION_NAMES: dict[SectionKey, str] = {
    "basis": "统计口径",
    "overview": "总体情况",
    "ranks": "排名情况",
    "problems": "存在的问题",
    "notes": "有关说明",
}
SECTIONS: tuple[SectionKey, ...] = get_args(SectionKey)


class BulletinForm(Strict):
    """Which sections a bulletin has, in order, and which unit classes are ranked; no classes written means every one."""

    sections: list[SectionKey] = Field(default=list(SECTIONS), min_length=1, description="通报有哪几章，按先后写")
    classes: list[str] = Field(default=[], description="排名列哪几类单位；不写即各类")

    @field_validator("sections", "classes")
    @classmethod
    def _once(cls, names: Sequence[str]) -> Sequence[str]:
        again = [name for at, name in enumerate(names) if name in names[:at]]
        if again:
            raise ValueError(f"“{again[0]}”写了两遍，请删去一个")
        return names

    def ranks(self, unit_class: str) -> bool:
        """Whether units of this class are ranked."""
        return not self.classes or unit_class in self.classes
