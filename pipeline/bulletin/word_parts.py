"""Word files as zips whose bytes depend on their content alone, and the bulletin's template packed from its parts.

The parts lie readable in `templates/word`; after changing one, make the template anew with
`.venv/bin/python -m pipeline.bulletin.word_parts`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

PARTS = Path(__file__).parent / "templates" / "word"
TEMPLATE = Path(__file__).parent / "templates" / "bulletin.docx"
FIRST = "[Content_Types].xml"
"""What readers of the format look for at the head of the file."""
NO_TIME = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Part name → content, as a zip: the same order and no times, whenever and wherever it is made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the zip would tell Windows from Linux
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Part name → content of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def default_template() -> bytes:
    """The product's own template from its parts, without their comments and line breaks."""
    files = [file for file in PARTS.rglob("*") if file.is_file()]
    return pack({file.relative_to(PARTS).as_posix(): _terse(file.read_bytes()) for file in files})


def _terse(part: bytes) -> bytes:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False)
    tree = etree.ElementTree(etree.fromstring(part, parser))
    terse: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return terse


if __name__ == "__main__":
    TEMPLATE.write_bytes(default_template())
