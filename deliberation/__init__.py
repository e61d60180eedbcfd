"""Live sessions: the pure core, the log, the rooms, the sockets. Knows nothing of courses."""
