"""A scale as a release holds it, before and after."""

from typing import Any

from elearning.core.kinds.scale import AFTER, BEFORE

STATEMENTS = [{"id": "s1", "text": "I say something."}, {"id": "s2", "text": "I ask."}]
SCALE = {"key": "the-scale", "low": "hard", "high": "easy", "statements": STATEMENTS}
VALUE: dict[str, Any] = {"question": "How easy is it?", "scale": SCALE, "moment": BEFORE}
AT_THE_END = {**VALUE, "moment": AFTER}
