"""The matrix: every address, every command of the room and every export, asked by everybody. See `__main__.py`."""
