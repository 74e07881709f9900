"""The forms of a bulletin that are made at once, and what each file is called: page and Word of either edition."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.bulletin import press, render, word
from pipeline.bulletin.parts import View
from pipeline.workspace import Workspace

OF_PUBLIC = "-public"
"""Stands in the names of the public edition's files."""


def forms(workspace: Workspace, bulletin: View, of: str = "") -> dict[str, bytes]:
    """Path within the published folder → bytes; raises OfficeError when the office's own Word template is not fit."""
    return begun(workspace, bulletin, of)()


def begun(workspace: Workspace, bulletin: View, of: str = "") -> Callable[[], dict[str, bytes]]:
    """The same with the PDF already being printed by its own process; what is returned makes the others and waits."""
    printed = press.begin(bulletin)

    def made() -> dict[str, bytes]:
        own = workspace.brief_template if bulletin.brief else workspace.word_template
        template = own if own.is_file() else word.template_of(bulletin)
        return {
            f"bulletin{of}.html": render.html(bulletin).encode(),
            f"bulletin{of}.docx": word.docx(render.for_paper(bulletin), template.read_bytes()),
            f"bulletin{of}.pdf": printed(),
        }

    return made
