#!/usr/bin/env python
"""Runs a management command; without DJANGO_SETTINGS_MODULE, on this machine's development database."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as reason:  # a sentence for whoever operates the site, who does not need the traceback
        sys.exit(f"Zweiklang does not start: {reason}")
