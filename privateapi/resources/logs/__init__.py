"""Resources of Amazon CloudWatch Logs."""
