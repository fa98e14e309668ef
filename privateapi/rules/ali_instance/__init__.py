"""Instances of API Gateway on Alibaba Cloud."""
