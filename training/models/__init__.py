"""Trainings, registrations and attendance, as the database has them."""

from training.models.attendance import GroupPlace, LivePlace, Mark, MarkReason, SignedList
from training.models.registrations import CalendarKey, MessageChoice, Needs, Registration
from training.models.trainings import MOST_PLACES, Entry, Quota, Sitting, Trainership, Training, here

__all__ = [
    "MOST_PLACES",
    "CalendarKey",
    "Entry",
    "GroupPlace",
    "LivePlace",
    "Mark",
    "MarkReason",
    "MessageChoice",
    "Needs",
    "Quota",
    "Registration",
    "SignedList",
    "Sitting",
    "Trainership",
    "Training",
    "here",
]
