"""Elastic Load Balancing, version 2: network, application and gateway load balancers."""
