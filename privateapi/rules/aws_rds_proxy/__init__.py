"""RDS proxies."""
