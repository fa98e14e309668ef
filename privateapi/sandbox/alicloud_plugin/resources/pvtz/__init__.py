"""Private zones, their records and VPCs (PrivateZone 2018-01-01)."""
