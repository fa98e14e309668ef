"""VPC access authorizations of API Gateway on Alibaba Cloud, and moves of API groups between instances."""
