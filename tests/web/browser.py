"""Headless Chromium over a desk that runs as a process, as people have it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import missing

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
#: Counts what a policy stopped and what ran all the same, from before the first script of a page.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective + " " + e.blockedURI));
"""


def chromium() -> str:
    """Where the browser is; skips by name where it is not."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("chromium is absent")
    return str(found)


def playwright() -> Any:
    """Playwright's own start; skips by name where the package is absent."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the package playwright is absent")
    return sync_playwright()


@contextmanager
def served(store: Path) -> Iterator[str]:
    """`stemma desk` as a process; the address that it prints. Ended as by Ctrl-C."""
    command = [sys.executable, "-c", "from stemma.cli import main; main()", "desk", "--no-open", "--port", "0", "--store", str(store)]
    env = {**os.environ, "STEMMA_NAME": "Ana Field", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+/\?key=\S+", line)
            if found:
                yield found[0]
                return
        raise AssertionError("the desk did not start")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
