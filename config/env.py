"""Reads the environment; everything that differs between installations comes from here."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent

# What the embedded profile writes (database, media, collected static files) stands in one folder.
VAR = ROOT / "var"

env = environ.Env()
