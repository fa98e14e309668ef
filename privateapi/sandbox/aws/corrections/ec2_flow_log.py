"""Flow logs: the log group is found by its ARN, nothing that was given is dropped, and gateways must exist.

moto looks for a log group by `LogGroupName` alone and reports a failed delivery for one that is given by its ARN, drops
`DestinationOptions` and `DeliverCrossAccountRole`, and logs transit gateways that are not there.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.flow_logs import FlowLogs
from moto.ec2.responses.flow_logs import FlowLogs as FlowLogsResponse

from privateapi.sandbox.aws.ec2_resources import KINDS
from privateapi.sandbox.aws.patches import Patches

_GATEWAYS = {"TransitGateway": "tgw", "TransitGatewayAttachment": "tgw-attach", "RegionalNatGateway": "nat"}
_OPTIONS = {"FileFormat": "plain-text", "HiveCompatiblePartitions": False, "PerHourPartition": False}


def apply(patches: Patches) -> None:
    """Correct the creation, and what a description holds."""
    patches.add(FlowLogs, "destination_options", None)
    patches.add(FlowLogs, "deliver_cross_account_role", None)

    @patches.wrap(FlowLogsResponse, "create_flow_logs")
    def create(original: Any, response: Any) -> Any:
        params, backend = response.params, response.ec2_backend
        _check_gateways(backend, params.get("ResourceType"), params.get("ResourceIds", []))
        destination = params.get("LogDestination") or ""
        if ":log-group:" in destination and not params.get("LogGroupName"):
            params["LogGroupName"] = destination.split(":log-group:")[1].removesuffix(":*")
        result = original(response)
        for id in result.result["FlowLogIds"]:
            log = backend.flow_logs[id]
            log.deliver_cross_account_role = params.get("DeliverCrossAccountRole")
            if log.log_destination_type == "s3":
                log.destination_options = {**_OPTIONS, **params.get("DestinationOptions", {})}
        return result


def _check_gateways(backend: Any, kind: str | None, ids: list[str]) -> None:
    if kind not in _GATEWAYS:
        return
    gateways = KINDS[_GATEWAYS[kind]]
    there = {gateway.id for gateway in gateways.find(backend)}
    for id in ids:
        if id not in there:
            raise EC2ClientError(gateways.not_found, f"The ID '{id}' does not exist")
