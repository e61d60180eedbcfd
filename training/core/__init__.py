"""The rules of trainings. Standard library only: no framework, no clock, no chance."""
