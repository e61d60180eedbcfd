"""The tests mirror the code, path for path; e2e/ drives a real browser, repository/ looks at all of it."""
