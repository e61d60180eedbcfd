"""A course as one thing for those who write it: its order, its minutes, its drafts in a row, and one review for all."""
