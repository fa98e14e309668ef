"""Where API Gateway is, and the zones of its conventional instances."""

from __future__ import annotations

from privateapi.sandbox.alicloud.actions.cloudapi_instances import maz
from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call
from privateapi.sandbox.alicloud.state import region_ids


@CLOUDAPI.action("DescribeRegions")
def describe_regions(call: Call) -> Answer:
    """The regions."""
    regions = [
        {"RegionId": region, "LocalName": name, "RegionEndpoint": f"apigateway.{region}.aliyuncs.com"}
        for region, name in region_ids().items()
    ]
    return {"Regions": {"Region": regions}}


@CLOUDAPI.action("DescribeZones")
def describe_zones(call: Call) -> Answer:
    """The zones of conventional instances in the region, each of which spans several plain zones."""
    return {"Zones": {"Zone": [{"ZoneId": maz(call), "LocalName": maz(call)}]}}
