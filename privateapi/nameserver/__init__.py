"""A DNS server on this machine that answers as a VPC's resolver would, also while something has failed."""
