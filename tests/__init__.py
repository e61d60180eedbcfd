"""The tests mirror the code, path for path; e2e/ drives a real browser, repository/ looks at all of it."""

import gc

# What a test makes is soon over, and what it imports stays: looking for garbage after every few hundred things, as
# Python does, takes a quarter of the start of a process and 4 % of the tests.
gc.set_threshold(50_000, 20, 20)
