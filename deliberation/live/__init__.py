"""What is connected, and how: sockets, the hub that fans out to them, and the doorbell between processes."""
