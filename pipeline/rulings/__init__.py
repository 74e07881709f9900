"""The office's word (认定单): read, matched with what it is about, and listed with what came of it."""

from pipeline.rulings.content import Content, content_of
from pipeline.rulings.effects import cited_ledger, effect_findings, effects, judged, of_rows, require_sound
from pipeline.rulings.files import file_words, files_came
from pipeline.rulings.match import Came, Matched, match
from pipeline.rulings.outlets import graded, grades_came
from pipeline.rulings.read import read_rulings, require_known
from pipeline.rulings.recusal import recusal_findings

__all__ = [
    "Came",
    "Content",
    "Matched",
    "cited_ledger",
    "content_of",
    "effect_findings",
    "effects",
    "file_words",
    "files_came",
    "graded",
    "grades_came",
    "judged",
    "match",
    "of_rows",
    "read_rulings",
    "recusal_findings",
    "require_known",
    "require_sound",
]
