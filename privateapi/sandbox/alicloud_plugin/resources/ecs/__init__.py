"""Security groups and their rules (ECS 2014-05-26)."""
