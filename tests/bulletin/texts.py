"""What a reader finds in the forms of a bulletin, without blanks and page numbers."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Mapping

from tests.bulletin.word_file import lines


def of_page(page: str) -> str:
    """All text of a page, that of charts for the ear included."""
    body = re.sub(r"(?s)<(style|script)>.*?</\1>", "", page)
    spoken = " ".join(re.findall(r'aria-label="([^"]*)"', body))
    return _close(html.unescape(re.sub(r"<[^>]+>", " ", body) + spoken))


def of_pdf(content: bytes) -> str:
    """What pdftotext reads, line by line."""
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return _close(re.sub(r"— \d+ —", "", ran.stdout.decode()))


def of_word(content: bytes) -> str:
    """Every paragraph and cell."""
    return _close("\n".join(lines(content)))


def of_forms(files: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Form → its text, of the files called `name`."""
    return {
        "html": of_page(files[f"{name}.html"].decode()),
        "pdf": of_pdf(files[f"{name}.pdf"]),
        "docx": of_word(files[f"{name}.docx"]),
    }


def _close(text: str) -> str:
    return re.sub(r"\s", "", text)
