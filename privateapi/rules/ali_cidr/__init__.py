"""Blocks of Alibaba Cloud VPCs and vSwitches, and those that API Gateway reserves."""
