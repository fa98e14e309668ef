"""Blocks and routes of AWS VPCs."""
