"""Two hundred people who want twelve places at once, on a real PostgreSQL."""
