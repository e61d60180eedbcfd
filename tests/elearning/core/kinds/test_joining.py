"""An activity that was taken apart for its records can be put together again, and all of it can be looked at."""

import pytest

from tests.elearning.kinds import gaps, incident, matching, number, ordering

every_sample = pytest.mark.parametrize("sample", [ordering, matching, gaps, number, incident])


@every_sample
def test_what_was_split_can_be_joined_again(sample):
    assert sample.KIND.join(*sample.KIND.split(sample.VALUE)) == sample.VALUE


@every_sample
def test_everything_that_an_editor_sees_can_be_judged_and_shown(sample):
    kind = sample.KIND
    content, words = kind.split(sample.VALUE)
    shown = kind.after(content, words, kind.judge(content, words, kind.everything(content)))
    assert shown.afterwards == sample.VALUE["explanation"]
