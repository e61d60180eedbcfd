"""All of an activity can be looked at before anybody has answered it."""

import pytest

from tests.elearning.kinds import gaps, incident, matching, number, ordering


@pytest.mark.parametrize("sample", [ordering, matching, gaps, number, incident])
def test_everything_that_an_editor_sees_can_be_judged_and_shown(sample):
    kind = sample.KIND
    content, words = kind.split(sample.VALUE)
    shown = kind.after(content, words, kind.judge(content, words, kind.everything(content)))
    assert shown.afterwards == sample.VALUE["explanation"]
