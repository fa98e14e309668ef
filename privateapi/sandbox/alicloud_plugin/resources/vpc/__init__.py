"""Networks, vSwitches and their address blocks (VPC 2016-04-28)."""
