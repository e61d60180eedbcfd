"""Pages around the live room. Who may not enter a session gets 404: for them it does not exist."""
