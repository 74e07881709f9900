"""How much may be taken out of one mail or archive, whatever is packed in it."""

from __future__ import annotations

from dataclasses import dataclass

MAX_FILES = 1_000
MAX_BYTES = 300 * 2**20


class TooMuch(Exception):
    """A mail or an archive holds more than any office sends."""


@dataclass
class Budget:
    """What may still be taken out; shared by all that is nested in one mail or archive."""

    files: int = MAX_FILES
    size: int = MAX_BYTES

    def take(self, size: int) -> None:
        """Spend on one file of `size` bytes; raises TooMuch, and spends nothing, when that is more than is left."""
        if self.files < 1 or self.size < size:
            raise TooMuch
        self.files -= 1
        self.size -= size
