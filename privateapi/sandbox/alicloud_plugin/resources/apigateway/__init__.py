"""Instances, VPC access, groups and APIs of API Gateway (CloudAPI 2016-07-14)."""
