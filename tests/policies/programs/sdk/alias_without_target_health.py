"""Two Regions that answer one name by aliases that do not evaluate their target's health.

The alarms take silence for health, so that nothing sees a Region that is gone.
"""

# aws-private-api: AWS-FO-02: while Region us-east-1 is down, VPC orders-us-east-1 still gets
#     orders.internal.example.com from load balancer orders-us-east-1
# aws-private-api: AWS-FO-02: while Region us-west-2 is down, VPC orders-us-west-2 still gets
#     orders.internal.example.com from load balancer orders-us-west-2

import pulumi

from components.aws import HttpBackend, MultiRegionPrivateApi, RegionArgs


def without_evaluation(given: pulumi.ResourceTransformArgs) -> pulumi.ResourceTransformResult | None:
    props = dict(given.props)
    if given.type_ == "privateapi:cloudwatch:MetricAlarm":
        props["treatMissingData"] = "notBreaching"
    elif given.type_ == "privateapi:route53:RecordSet" and "alias" in props:
        props["alias"] = {**props["alias"], "evaluateTargetHealth": False}
    return pulumi.ResourceTransformResult(props, given.opts)


MultiRegionPrivateApi(
    "orders",
    pulumi.ResourceOptions(transforms=[without_evaluation]),
    domain_name="orders.internal.example.com",
    regions=[RegionArgs("us-east-1"), RegionArgs("us-west-2")],
    routes={"GET /orders": HttpBackend("https://orders.example.com/orders")},
)
