"""Resources of Amazon EventBridge."""
