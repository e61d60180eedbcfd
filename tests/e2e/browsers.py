"""Finds a browser on this machine, and starts it so that it talks to nobody but the site under test."""

import os
import shutil
import sys

from playwright.sync_api import sync_playwright

# The first one draws pages as the others do, and nothing around them: a page takes it half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def executable() -> str | None:
    """$CHROMIUM, else Chromium or Chrome as the system has it, else the one of `playwright install chromium`."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own: str = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


if __name__ == "__main__":
    sys.exit(0 if executable() else 1)
