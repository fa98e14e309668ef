"""Resources of Amazon API Gateway (REST APIs)."""
