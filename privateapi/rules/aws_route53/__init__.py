"""Private zones, record sets and routing policies of Route 53."""
