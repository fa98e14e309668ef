"""What a drill reads and changes in an account.

TestDNSAnswer does not help: "This call only supports querying public hosted zones" (Route 53 API reference), and
GetHealthCheckStatus does not take calculated checks. The status of every health check is the metric HealthCheckStatus
of us-east-1, which Route 53 sends each minute (Developer Guide, "Monitoring health checks using CloudWatch"); what a
private zone answers follows from it by the documented algorithm, and can be asked from inside a VPC.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from privateapi.drill.errors import DrillError
from privateapi.drill.plan import Client, Plan
from privateapi.provider.clients import Clients
from privateapi.provider.errors import error_table, matches
from privateapi.readers.live import balancing, naming, network
from privateapi.readers.live.place import Place, Source
from privateapi.readers.live.reader import read_all
from privateapi.topology.model import Node, Topology, Vpc
from privateapi.topology.values import Known

HOME = "us-east-1"
"""Where Route 53 is asked, and where its metrics are."""
REPORTED_SECONDS = 60
"""Route 53 reports the status of a health check each minute, so a change is seen at most so much later."""
_READ_SECONDS = 60.0
# The last status is at most this old: one may be late, and the minute that runs has none yet.
_STATUS_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Check:
    """A health check as it is: `settings` are those that are not `Inverted`."""

    version: int
    inverted: bool
    disabled: bool
    settings: Mapping[str, Any]


class Account:
    """The account of a stack."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self.now = datetime.now(UTC)
        """The cloud's time as its last answer said it: a sandbox has a time of its own."""

    @property
    def id(self) -> str:
        """The id of the account.

        Raises:
            RegionError: there are no credentials, or they are not valid.
        """
        return self._clients.account(HOME)

    def check(self, id: str) -> Check | None:
        """A health check; None when there is none of that id."""
        try:
            answer = self._route53.get_health_check(HealthCheckId=id)
        except ClientError as error:
            if matches(error, error_table("route53").not_found):
                return None
            raise
        self._look_at_the_clock(answer)
        return _check(answer["HealthCheck"])

    def invert(self, id: str, version: int, inverted: bool) -> Check:
        """Let a health check be inverted or not, if its version is still that one."""
        # What is not given stays as it is.
        answer = self._route53.update_health_check(HealthCheckId=id, HealthCheckVersion=version, Inverted=inverted)
        self._look_at_the_clock(answer)
        return _check(answer["HealthCheck"])

    def statuses(self, ids: Collection[str]) -> dict[str, bool]:
        """Whether health checks are healthy, as Route 53 reported last; without those that it reported nothing of."""
        minute = self.now.replace(second=0, microsecond=0)
        order = list(dict.fromkeys(ids))
        queries = [
            {
                "Id": f"m{index}",
                "MetricStat": {
                    "Metric": {
                        "Namespace": "AWS/Route53",
                        "MetricName": "HealthCheckStatus",
                        "Dimensions": [{"Name": "HealthCheckId", "Value": id}],
                    },
                    "Period": 60,
                    "Stat": "Minimum",
                },
            }
            for index, id in enumerate(order)
        ]
        answer = self._clients.client("cloudwatch", HOME).get_metric_data(
            MetricDataQueries=queries,
            StartTime=minute - timedelta(minutes=_STATUS_MINUTES),
            EndTime=minute + timedelta(minutes=1),
            ScanBy="TimestampDescending",
        )
        self._look_at_the_clock(answer)
        values = {result["Id"]: result.get("Values") or [] for result in answer["MetricDataResults"]}
        found = {id: values.get(f"m{index}", []) for index, id in enumerate(order)}
        return {id: latest[0] >= 1 for id, latest in found.items() if latest}

    def read(self, plan: Plan) -> Topology:
        """What answers the name, and the health of what is behind it, as it is now.

        Raises:
            DrillError: something could not be read, so that nobody can tell what the drill would do.
        """
        places = [Place(self.id, region, self._client_of(region)) for region in plan.regions]
        home = Place(self.id, HOME, self._client_of(HOME))
        checks = Source("health checks", "route53:ListHealthChecks", nodes=naming.health_checks)
        regional = (
            Source("VPCs", "ec2:DescribeVpcs", nodes=network.vpcs),
            Source("VPC endpoints", "ec2:DescribeVpcEndpoints", nodes=network.endpoints),
            Source("alarms", "cloudwatch:DescribeAlarms", nodes=naming.alarms),
            Source("load balancers", "elasticloadbalancing:DescribeLoadBalancers", nodes=balancing.load_balancers),
            Source("target groups", "elasticloadbalancing:DescribeTargetGroups", nodes=balancing.target_groups),
        )
        nodes = self._read([(checks, home), *((source, place) for source in regional for place in places)])
        # VPCs of other accounts cannot be asked for their zones.
        own = {node.id.value for node in nodes if isinstance(node, Vpc) and isinstance(node.id, Known)}
        clients = [client for client in plan.clients if client.vpc_id in own]
        zones = Source(
            "hosted zones", "route53:ListHostedZonesByVPC", nodes=lambda place: self._zones(place, plan, clients)
        )
        return Topology([*nodes, *self._read([(zones, home)])])

    def _read(self, asked: Sequence[tuple[Source, Place]]) -> tuple[Node, ...]:
        data = read_all(asked, self.id, time.monotonic() + _READ_SECONDS, _READ_SECONDS)
        if data.unread:
            raise DrillError(
                f"{'; '.join(each.why for each in data.unread)}. Without it nobody knows what the drill would do"
            )
        return data.nodes

    def _zones(self, place: Place, plan: Plan, clients: Sequence[Client]) -> Iterator[Node]:
        """The zones that a client's resolver may answer the name from."""
        route53 = place.client("route53")
        ids = [plan.zone_id]
        for client in clients:
            token: dict[str, str] = {}
            while True:
                page = route53.list_hosted_zones_by_vpc(VPCId=client.vpc_id, VPCRegion=client.region, **token)
                ids += [
                    zone["HostedZoneId"].rpartition("/")[2]
                    for zone in page["HostedZoneSummaries"]
                    if f".{plan.name}.".endswith(f".{zone['Name'].rstrip('.')}.")
                ]
                if not page.get("NextToken"):
                    break
                token = {"NextToken": page["NextToken"]}
        for id in dict.fromkeys(ids):
            yield from naming.hosted_zone(place, route53.get_hosted_zone(Id=id)["HostedZone"])

    @property
    def _route53(self) -> Any:
        return self._clients.client("route53", HOME)

    def _client_of(self, region: str) -> Callable[[str], Any]:
        return lambda service: self._clients.client(service, region)

    def _look_at_the_clock(self, answer: Mapping[str, Any]) -> None:
        date = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
        self.now = parsedate_to_datetime(date) if date else datetime.now(UTC)


def is_passing(error: BaseException) -> bool:
    """Whether a call may be done with a little later: AWS throttles, is busy, or does not answer."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or status == 429 or matches(error, error_table("route53").eventual)
    return isinstance(error, HTTPClientError | ConnectionError | TimeoutError) or (
        isinstance(error, BotoCoreError) and type(error).__name__ in _NO_ANSWER
    )


_NO_ANSWER = frozenset({"ConnectTimeoutError", "ConnectionClosedError", "EndpointConnectionError", "ReadTimeoutError"})


def _check(found: Mapping[str, Any]) -> Check:
    settings: dict[str, Any] = dict(found["HealthCheckConfig"])
    inverted = bool(settings.pop("Inverted", False))
    return Check(int(found["HealthCheckVersion"]), inverted, bool(settings.get("Disabled")), settings)


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Sequence[str]:
    """The names of the settings that differ."""
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
