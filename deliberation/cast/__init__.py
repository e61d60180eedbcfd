"""Scripted people who hold a session: for rehearsals of trainers, for the demo, and for tests."""
