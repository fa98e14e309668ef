"""Security groups of endpoints, balancers and links on AWS."""
