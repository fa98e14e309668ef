"""The Alibaba Cloud sandbox: OpenAPI calls of several products, answered on loopback by one server for all regions.

The region of a call is its `RegionId` parameter, else the header `x-acs-region-id`, else cn-hangzhou: on the real cloud
the host name of the endpoint carries it. `actions` holds what each product does, one file per kind of resource.
"""
