"""How sound and film are packed: for each container, where it describes what is in it, and what is put there instead.

Descriptions are emptied in place, so that whatever follows stays where the file's own index says.
"""
