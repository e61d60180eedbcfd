"""The laws of places, in any order of commands."""

import hypothesis

from tests.hypotheses import at_most
from tests.training.core.laws import AnyOrder

# 150 times 70 are more than ten thousand operations.
TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = hypothesis.settings(at_most(150), stateful_step_count=70)
