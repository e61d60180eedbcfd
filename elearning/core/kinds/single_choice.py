"""Single choice: one option is right, and one can be chosen."""

from elearning.core.items import Content, Form, Response, Unusable
from elearning.core.kinds import choice


def read(content: Content, form: Form) -> Response:
    chosen = choice.read(content, form)
    if len(chosen) > 1:
        raise Unusable("choice.several")
    return chosen


KIND = choice.kind("single_choice", read)
