"""Security groups of instances of API Gateway on Alibaba Cloud, and of their backends."""
