"""How often one may ask; the limits of logging in stand with accounts, those of rooms with the room."""

from config.env import env, number

# How many come into live sessions in so many seconds: a class of thirty behind one address is in within a minute, and
# nobody takes all places in a moment.
JOINS_SECONDS = env("JOINS_SECONDS", number(1, 3600), 10)
JOINS_PER_LINK = env("JOINS_PER_LINK", number(1, 1000), 6)
JOINS_PER_ADDRESS = env("JOINS_PER_ADDRESS", number(1, 10000), 12)
# A class of thirty that looks for something at once, and then again, stays below it.
PROJECTOR_SECONDS = 10
PROJECTOR_LOOKS_PER_ADDRESS = env("PROJECTOR_LOOKS_PER_ADDRESS", number(1, 100000), 200)
BALLOTS_SECONDS = 10
BALLOTS_PER_PERSON = env("BALLOTS_PER_PERSON", number(1, 1000), 10)
SEARCH_SECONDS = 60
SEARCHES_PER_ADDRESS = env("SEARCHES_PER_ADDRESS", number(1, 100000), 120)
