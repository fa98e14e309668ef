"""Network Load Balancers, their listeners, groups and targets."""
