"""Courses, lessons and activities; the releases that learners answer; learner records."""
