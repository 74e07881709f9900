"""The forms a bulletin is published in, and what each file is called: page, PDF and Word of either edition."""

from __future__ import annotations

from pipeline.bulletin import render, word
from pipeline.bulletin.parts import View
from pipeline.workspace import Workspace

OF_PUBLIC = "-public"
"""Stands in the names of the public edition's files."""


def forms(workspace: Workspace, bulletin: View, of: str = "") -> dict[str, bytes]:
    """Path within the published folder → bytes; raises OfficeError when the office's own Word template is not fit."""
    own = workspace.brief_template if bulletin.brief else workspace.word_template
    template = own if own.is_file() else word.template_of(bulletin)
    return {
        f"bulletin{of}.html": render.html(bulletin).encode(),
        f"bulletin{of}.pdf": render.pdf(bulletin),
        f"bulletin{of}.docx": word.docx(render.for_paper(bulletin), template.read_bytes()),
    }
