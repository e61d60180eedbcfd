"""The rules of each kind of activity, one file a kind, each with one `KIND`."""
