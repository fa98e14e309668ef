"""What load balancers report of their targets, and the alarm on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, Network, make_network

Check = Callable[[Clients], None]


def make_balancer(aws: Clients) -> tuple[str, Network, list[dict[str, str]]]:
    """A network load balancer with a target group: the ARN of the group, the network, the dimensions of the metric."""
    network, elb = make_network(aws), aws("elbv2")
    balancer = elb.create_load_balancer(Name="inner", Type="network", Scheme="internal", Subnets=list(network.subnets))[
        "LoadBalancers"
    ][0]["LoadBalancerArn"]
    group = elb.create_target_group(Name="hosts", Protocol="TCP", Port=443, VpcId=network.vpc, TargetType="ip")[
        "TargetGroups"
    ][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    elb.create_listener(LoadBalancerArn=balancer, Protocol="TCP", Port=443, DefaultActions=forward)
    dimensions = [
        {"Name": "TargetGroup", "Value": group.rpartition(":")[2]},
        {"Name": "LoadBalancer", "Value": balancer.partition(":loadbalancer/")[2]},
    ]
    return group, network, dimensions


def make_address(aws: Clients, network: Network) -> str:
    interface = aws("ec2").create_network_interface(SubnetId=network.subnets[0])["NetworkInterface"]
    return str(interface["PrivateIpAddress"])


def counts(aws: Clients, dimensions: list[dict[str, str]], name: str = "HealthyHostCount") -> list[float]:
    """The values of the last minutes, oldest first."""
    cloudwatch = aws("cloudwatch")
    date = cloudwatch.describe_alarms()["ResponseMetadata"]["HTTPHeaders"]["date"]
    now = parsedate_to_datetime(date).replace(second=0)
    metric = {"Namespace": "AWS/NetworkELB", "MetricName": name, "Dimensions": dimensions}
    query = {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Minimum"}}
    found = cloudwatch.get_metric_data(
        MetricDataQueries=[query], StartTime=now - timedelta(minutes=30), EndTime=now, ScanBy="TimestampAscending"
    )
    return [float(value) for value in found["MetricDataResults"][0]["Values"]]


def healthy_hosts_are_counted_each_minute(aws: Clients) -> None:
    group, network, dimensions = make_balancer(aws)
    aws.pass_time(120)
    assert counts(aws, dimensions) == [], "nothing is reported without targets"
    targets = [{"Id": make_address(aws, network)} for _ in range(2)]
    aws("elbv2").register_targets(TargetGroupArn=group, Targets=targets)
    aws.pass_time(120)
    aws("elbv2").deregister_targets(TargetGroupArn=group, Targets=targets[:1])
    aws.pass_time(60)
    assert counts(aws, dimensions) == [2.0, 2.0, 1.0]


def address_without_a_host_is_unhealthy(aws: Clients) -> None:
    group, _, dimensions = make_balancer(aws)
    aws("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": "10.0.1.200"}])
    aws.pass_time(60)
    assert counts(aws, dimensions) == [0.0]
    assert counts(aws, dimensions, "UnHealthyHostCount") == [1.0]


def alarm_follows_the_targets(aws: Clients) -> None:
    group, network, dimensions = make_balancer(aws)
    target = [{"Id": make_address(aws, network)}]
    aws("elbv2").register_targets(TargetGroupArn=group, Targets=target)
    aws("cloudwatch").put_metric_alarm(
        AlarmName="hosts",
        Namespace="AWS/NetworkELB",
        MetricName="HealthyHostCount",
        Dimensions=dimensions,
        Statistic="Minimum",
        Period=60,
        EvaluationPeriods=2,
        Threshold=1,
        ComparisonOperator="LessThanThreshold",
        TreatMissingData="breaching",
    )
    states = []
    for call in ("", "deregister_targets", "register_targets"):
        if call:
            getattr(aws("elbv2"), call)(TargetGroupArn=group, Targets=target)
        for _ in range(4):
            aws.pass_time(60)
        states.append(describe(aws)["StateValue"])
    assert states == ["OK", "ALARM", "OK"]


def describe(aws: Clients) -> dict[str, Any]:
    (alarm,) = aws("cloudwatch").describe_alarms()["MetricAlarms"]
    return dict(alarm)


CHECKS = [
    healthy_hosts_are_counted_each_minute,
    address_without_a_host_is_unhealthy,
    alarm_follows_the_targets,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_metrics_are_listed(aws: Clients) -> None:
    group, network, _ = make_balancer(aws)
    aws("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": make_address(aws, network)}])
    aws.pass_time(300)
    listed = aws("cloudwatch").list_metrics(Namespace="AWS/NetworkELB")["Metrics"]
    assert sorted(metric["MetricName"] for metric in listed) == ["HealthyHostCount", "UnHealthyHostCount"]
