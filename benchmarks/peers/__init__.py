"""What the product is measured beside: servers that store nothing, and the usual way to write a chat with Channels."""
