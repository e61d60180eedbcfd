"""The rules of a live session, pure: standard library only, no clock, no chance, no socket, no database.

Each activity is one file with its frozen state, its commands (imperative), its events (past participle) and two tables:
`DECIDE` (command -> what happens, or `Refused`) and `EVOLVE` (event -> next state). `room.py` composes them.
"""
