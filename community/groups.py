"""The groups that people with a task belong to; whoever has an account and no group is a trainee."""

from enum import StrEnum


class Group(StrEnum):
    """Stored under these English names; `community.models.GROUP_LABELS` has the ones for people."""

    EDITORS = "Editors"
    TRAINERS = "Trainers"
    COORDINATORS = "Coordinators"
