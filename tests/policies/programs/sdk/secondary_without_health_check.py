"""Two Regions that answer one name, and the record of the second without its health check.

Its alias still evaluates the load balancer's targets, so that only clients of an API that fails are kept.
"""

# aws-private-api: AWS-FO-02: while REST API orders-us-west-2 answers 5xx, VPC orders-us-west-2 still gets
#     orders.internal.example.com from load balancer orders-us-west-2
# aws-private-api: load balancer orders-us-east-1 would serve. Fix: give the record a health check that sees the failure

import pulumi

from components.aws import HttpBackend, MultiRegionPrivateApi, RegionArgs


def without_check(given: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    if given.type_ != "privateapi:route53:RecordSet" or given.name != "orders-us-west-2":
        return None
    props = {name: value for name, value in given.props.items() if name != "healthCheckId"}
    return pulumi.ResourceTransformResult(props, given.opts)


MultiRegionPrivateApi(
    "orders",
    pulumi.ResourceOptions(transforms=[without_check]),
    domain_name="orders.internal.example.com",
    regions=[RegionArgs("us-east-1"), RegionArgs("us-west-2")],
    routes={"GET /orders": HttpBackend("https://orders.example.com/orders")},
)
