"""Trainings: how long it is known who was in them."""

from config.env import env, number

TRAINING_DAYS = env("TRAINING_DAYS", number(1, 3650), 365)  # after the last sitting; how many came stays
