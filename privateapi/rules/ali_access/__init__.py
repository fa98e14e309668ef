"""CIDR blocks that instances of API Gateway on Alibaba Cloud reach."""
