"""Resources of AWS Certificate Manager."""
