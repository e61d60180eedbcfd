"""One process that is all the people: it says what they say, reads what they read, and counts what arrives."""
