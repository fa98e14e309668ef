"""Resources of Amazon CloudWatch."""
