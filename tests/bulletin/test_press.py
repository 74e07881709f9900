"""The process that prints: the same PDF, and its failures are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.bulletin import press, render
from pipeline.bulletin.parts import Paragraph, Section
from pipeline.bulletin.view import view
from tests.bulletin.made_up import figures


def test_the_pdf_is_the_same_as_one_printed_here() -> None:
    made = replace(view(figures()), annexes=())
    assert press.begin(made)() == render.pdf(made)


def test_what_the_process_died_of_is_told() -> None:
    broken = replace(view(figures()), annexes=(), sections=(Section("一、", (Paragraph(None),)),))  # type: ignore[arg-type]
    waiting = press.begin(broken)
    with pytest.raises(RuntimeError, match="TypeError"):
        waiting()
