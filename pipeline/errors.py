"""What only the office can settle: ends a run with exit code 2 and a plain message, never a traceback."""

from __future__ import annotations


class OfficeError(Exception):
    """Something of the office's own stops the run; `problems` are complete Chinese sentences, one per fault."""

    def __init__(self, headline: str, problems: list[str] | None = None) -> None:
        self.headline = headline
        self.problems = problems or []
        super().__init__("\n".join([headline, *self.problems]))


class UsageError(Exception):
    """The command was typed wrongly (exit code 64)."""


class ControlError(Exception):
    """Two sums that must agree do not; nothing is published (exit code 2)."""
