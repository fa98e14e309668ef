"""Resources of Amazon Route 53: zones, records and health checks."""
