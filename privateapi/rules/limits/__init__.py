"""Quotas of both clouds against what is planned."""
