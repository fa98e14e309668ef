"""Internal DNS records of API Gateway on Alibaba Cloud."""
