"""How long an example takes says how busy the machine is, not whether the code is right.

Each run draws other examples, so many short runs find what one long one does; `--hypothesis-profile=thorough`, before a
release, plays many at once.

`--hypothesis-profile=few` plays each law with a few examples, each time the same ones: for runs that measure coverage,
which makes each line several times as slow, or ask only whether the laws know what was added.
"""

import hypothesis

hypothesis.settings.register_profile("without a clock", deadline=None, max_examples=80)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.register_profile("few", deadline=None, max_examples=15, derandomize=True)
hypothesis.settings.load_profile("without a clock")


def at_most(examples: int) -> hypothesis.settings:
    """For a law whose examples are long, or that fewer of them are enough for. `thorough` takes ten times as many."""
    most = hypothesis.settings().max_examples
    return hypothesis.settings(max_examples=min(examples * max(1, most // 100), most))
