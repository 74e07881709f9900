"""How the templates of printed papers are read: every value escaped, no name unknown, the bulletin's fonts at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.bulletin.fonts import FONTS, family


def templates_in(folder: Path, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """The templates of a folder; a value they do not know raises UndefinedError. `finalize` has a last look at values."""
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.globals["font"] = {role: Markup(family(role)) for role in FONTS}
    return environment
