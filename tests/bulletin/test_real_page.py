"""The page in a real browser: nothing is cut off or pushed sideways, on a desktop or on a phone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from pipeline.bulletin.render import html
from pipeline.bulletin.view import view
from tests.bulletin.made_up import figures

pytestmark = pytest.mark.real
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
MEASURE = "<script>document.title = 'wide ' + document.documentElement.scrollWidth + ' of ' + innerWidth</script>"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_no_wider_than_its_window(tmp_path: Path, width: int) -> None:
    page = tmp_path / "page.html"
    page.write_text(html(view(figures(42, 400))).replace("</body>", f"{MEASURE}</body>"), "utf-8")
    command = ["chromium", *QUIET.split(), f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900"]
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    measured = re.search(r"<title>wide (\d+) of (\d+)</title>", done.stdout)
    assert measured, done.stdout[:500]
    assert int(measured[1]) <= int(measured[2])
    assert int(measured[2]) <= width + 110  # Chromium keeps a headless window at 500 pixels or more
