"""What is stored, and how: a room's append-only log, and the transactions that append to it."""
