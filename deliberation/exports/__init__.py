"""The files in which a transcript can be taken along."""
