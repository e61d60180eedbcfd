"""Who forms a small group with whom, over one or several rounds: mixed like the whole, colleagues apart, the same two
as rarely as possible again. Decision 182 says by which method."""
