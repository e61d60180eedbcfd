"""Trainings: what is offered, who has a place, who was there. Courses and live sessions know nothing of it."""
