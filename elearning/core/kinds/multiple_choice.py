"""Multiple choice: some options are right, and any number can be chosen."""

from elearning.core.kinds import choice

KIND = choice.kind("multiple_choice", choice.read)
