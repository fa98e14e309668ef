"""Certificates of listeners and API domains."""
