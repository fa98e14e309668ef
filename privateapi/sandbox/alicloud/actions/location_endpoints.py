"""Where the products of a region listen: all of them at this server."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import LOCATION, Answer, Call
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import region_ids


@LOCATION.action("DescribeEndpoints")
def describe_endpoints(call: Call) -> Answer:
    """The endpoint of a product in a region."""
    region, service = call.required("Id"), call.required("ServiceCode")
    if region not in region_ids():
        raise refused("InvalidRegionId.NotFound")
    endpoint = {
        "Endpoint": call.host,
        "Id": region,
        "Namespace": "",
        "SerivceCode": service,
        "Type": call.text("Type", "openAPI"),
        "Protocols": {"Protocols": ["HTTP"]},
    }
    return {"Success": True, "Endpoints": {"Endpoint": [endpoint]}}
