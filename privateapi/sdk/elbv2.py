"""Typed classes of the `elbv2` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class ListenerForwardTargetGroupArgs(TypedDict):
    """A target group and its share."""

    arn: pulumi.Input[str]
    """ARN of the target group."""
    weight: NotRequired[pulumi.Input[int] | None]
    """Share among the weights of all, 0 to 999."""


@pulumi.input_type
class _ListenerForwardTargetGroupKeys:
    arn: pulumi.Input[str] = pulumi.property("arn")
    weight: Optional[pulumi.Input[int]] = pulumi.property("weight", default=None)


class ListenerForwardStickinessArgs(TypedDict):
    """Whether a client stays with the target group that it got first."""

    enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether clients stay."""
    duration: NotRequired[pulumi.Input[int] | None]
    """Seconds, 1 to 604800 (a week); for application load balancers."""


@pulumi.input_type
class _ListenerForwardStickinessKeys:
    enabled: Optional[pulumi.Input[bool]] = pulumi.property("enabled", default=None)
    duration: Optional[pulumi.Input[int]] = pulumi.property("duration", default=None)


class ListenerForwardArgs(TypedDict):
    """Several target groups by weight."""

    target_groups: pulumi.Input[Sequence[pulumi.Input[ListenerForwardTargetGroupArgs]]]
    """One to five target groups."""
    stickiness: NotRequired[pulumi.Input[ListenerForwardStickinessArgs] | None]
    """Whether clients stay with their target group; left out, they do not."""


@pulumi.input_type
class _ListenerForwardKeys:
    target_groups: pulumi.Input[Sequence[pulumi.Input[_ListenerForwardTargetGroupKeys]]] = pulumi.property(
        "targetGroups"
    )
    stickiness: Optional[pulumi.Input[_ListenerForwardStickinessKeys]] = pulumi.property("stickiness", default=None)


class ListenerFixedResponseArgs(TypedDict):
    """An answer that the load balancer gives itself."""

    status_code: pulumi.Input[str]
    """Status: 2xx, 4xx or 5xx."""
    content_type: NotRequired[
        pulumi.Input[Literal["text/plain", "text/css", "text/html", "application/javascript", "application/json"]]
        | None
    ]
    """Content type of the body."""
    message_body: NotRequired[pulumi.Input[str] | None]
    """The body, at most 1024 characters."""


@pulumi.input_type
class _ListenerFixedResponseKeys:
    status_code: pulumi.Input[str] = pulumi.property("statusCode")
    content_type: Optional[
        pulumi.Input[Literal["text/plain", "text/css", "text/html", "application/javascript", "application/json"]]
    ] = pulumi.property("contentType", default=None)
    message_body: Optional[pulumi.Input[str]] = pulumi.property("messageBody", default=None)


class ListenerRedirectArgs(TypedDict):
    """An answer that sends the client elsewhere; ``#{...}`` stands for the part of the request."""

    status_code: pulumi.Input[Literal["HTTP_301", "HTTP_302"]]
    """Moved for good (301) or for now (302)."""
    protocol: NotRequired[pulumi.Input[Literal["HTTP", "HTTPS", "#{protocol}"]] | None]
    """Protocol; HTTPS is never redirected to HTTP."""
    port: NotRequired[pulumi.Input[str] | None]
    """Port."""
    host: NotRequired[pulumi.Input[str] | None]
    """Host name."""
    path: NotRequired[pulumi.Input[str] | None]
    """Path, beginning with a slash."""
    query: NotRequired[pulumi.Input[str] | None]
    """Query, without the question mark."""


@pulumi.input_type
class _ListenerRedirectKeys:
    status_code: pulumi.Input[Literal["HTTP_301", "HTTP_302"]] = pulumi.property("statusCode")
    protocol: Optional[pulumi.Input[Literal["HTTP", "HTTPS", "#{protocol}"]]] = pulumi.property(
        "protocol", default=None
    )
    port: Optional[pulumi.Input[str]] = pulumi.property("port", default=None)
    host: Optional[pulumi.Input[str]] = pulumi.property("host", default=None)
    path: Optional[pulumi.Input[str]] = pulumi.property("path", default=None)
    query: Optional[pulumi.Input[str]] = pulumi.property("query", default=None)


class ListenerActionArgs(TypedDict):
    """What a listener does with what comes in."""

    type: pulumi.Input[Literal["forward", "fixed-response", "redirect"]]
    """Forward to targets or, with HTTP and HTTPS, answer itself."""
    target_group_arn: NotRequired[pulumi.Input[str] | None]
    """ARN of the target group to forward to, where it is one."""
    forward: NotRequired[pulumi.Input[ListenerForwardArgs] | None]
    """The target groups to forward to, where it is several."""
    fixed_response: NotRequired[pulumi.Input[ListenerFixedResponseArgs] | None]
    """The answer to give."""
    redirect: NotRequired[pulumi.Input[ListenerRedirectArgs] | None]
    """Where to send the client."""


@pulumi.input_type
class _ListenerActionKeys:
    type: pulumi.Input[Literal["forward", "fixed-response", "redirect"]] = pulumi.property("type")
    target_group_arn: Optional[pulumi.Input[str]] = pulumi.property("targetGroupArn", default=None)
    forward: Optional[pulumi.Input[_ListenerForwardKeys]] = pulumi.property("forward", default=None)
    fixed_response: Optional[pulumi.Input[_ListenerFixedResponseKeys]] = pulumi.property("fixedResponse", default=None)
    redirect: Optional[pulumi.Input[_ListenerRedirectKeys]] = pulumi.property("redirect", default=None)


class ListenerMutualAuthenticationArgs(TypedDict):
    """Whether clients must show a certificate; for HTTPS."""

    mode: pulumi.Input[Literal["off", "passthrough", "verify"]]
    """Not asked for, passed on to the targets, or checked against the trust store."""
    trust_store_arn: NotRequired[pulumi.Input[str] | None]
    """ARN of the trust store, with ``verify``."""
    ignore_client_certificate_expiry: NotRequired[pulumi.Input[bool] | None]
    """Whether expired certificates are taken."""
    advertise_trust_store_ca_names: NotRequired[pulumi.Input[Literal["on", "off"]] | None]
    """Whether clients are told which authorities are trusted."""


@pulumi.input_type
class _ListenerMutualAuthenticationKeys:
    mode: pulumi.Input[Literal["off", "passthrough", "verify"]] = pulumi.property("mode")
    trust_store_arn: Optional[pulumi.Input[str]] = pulumi.property("trustStoreArn", default=None)
    ignore_client_certificate_expiry: Optional[pulumi.Input[bool]] = pulumi.property(
        "ignoreClientCertificateExpiry", default=None
    )
    advertise_trust_store_ca_names: Optional[pulumi.Input[Literal["on", "off"]]] = pulumi.property(
        "advertiseTrustStoreCaNames", default=None
    )


class SubnetMappingArgs(TypedDict):
    """A subnet and the addresses that the load balancer has in it."""

    subnet_id: pulumi.Input[str]
    """The subnet's id."""
    private_ipv4_address: NotRequired[pulumi.Input[str] | None]
    """Address out of the subnet's block, for an internal network load balancer; left out, AWS chooses one."""
    allocation_id: NotRequired[pulumi.Input[str] | None]
    """Allocation id of an Elastic IP address, for an internet-facing network load balancer."""
    ipv6_address: NotRequired[pulumi.Input[str] | None]
    """Address out of the subnet's IPv6 block; left out, AWS chooses one where the load balancer is dualstack."""
    source_nat_ipv6_prefix: NotRequired[pulumi.Input[str] | None]
    """IPv6 prefix (/80) out of the subnet's block for source NAT, or ``auto_assigned``; for UDP listeners."""


@pulumi.input_type
class _SubnetMappingKeys:
    subnet_id: pulumi.Input[str] = pulumi.property("subnetId")
    private_ipv4_address: Optional[pulumi.Input[str]] = pulumi.property("privateIpv4Address", default=None)
    allocation_id: Optional[pulumi.Input[str]] = pulumi.property("allocationId", default=None)
    ipv6_address: Optional[pulumi.Input[str]] = pulumi.property("ipv6Address", default=None)
    source_nat_ipv6_prefix: Optional[pulumi.Input[str]] = pulumi.property("sourceNatIpv6Prefix", default=None)


class LoadBalancerLogsArgs(TypedDict):
    """Logs of one kind in an S3 bucket of the load balancer's Region."""

    bucket: pulumi.Input[str]
    """The bucket's name; its policy must let Elastic Load Balancing write."""
    prefix: NotRequired[pulumi.Input[str] | None]
    """Where in the bucket, without slashes at the ends; left out, at its root."""
    enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether logs are written."""


@pulumi.input_type
class _LoadBalancerLogsKeys:
    bucket: pulumi.Input[str] = pulumi.property("bucket")
    prefix: Optional[pulumi.Input[str]] = pulumi.property("prefix", default=None)
    enabled: Optional[pulumi.Input[bool]] = pulumi.property("enabled", default=None)


class TargetGroupHealthCheckArgs(TypedDict):
    """How targets are found to be healthy. What is left out is filled in by the protocol of the target group."""

    enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether targets are checked; false is for Lambda functions only, where it is the default."""
    protocol: NotRequired[pulumi.Input[Literal["TCP", "HTTP", "HTTPS"]] | None]
    """How targets are asked; by default TCP, HTTP for application load balancers and in front of one."""
    port: NotRequired[pulumi.Input[str] | None]
    """Port, or ``traffic-port`` (the default) for the one that gets the traffic; 80 for GENEVE."""
    path: NotRequired[pulumi.Input[str] | None]
    """What is asked for with HTTP and HTTPS, by default ``/``; with gRPC a method, ``/package.service/method``."""
    interval: NotRequired[pulumi.Input[int] | None]
    """Seconds between checks, 5 to 300; by default 30, GENEVE 10, Lambda 35."""
    timeout: NotRequired[pulumi.Input[int] | None]
    """Seconds without an answer that count as a failure, 2 to 120 and not more than the interval; by default 10 (TCP
    and HTTPS) or 6 (HTTP) for network load balancers, else 5, Lambda 30.
    """
    healthy_threshold: NotRequired[pulumi.Input[int] | None]
    """Successes in a row that make a target healthy, 2 to 10; by default 5."""
    unhealthy_threshold: NotRequired[pulumi.Input[int] | None]
    """Failures in a row that make a target unhealthy, 2 to 10; by default 2."""
    matcher: NotRequired[pulumi.Input[str] | None]
    """Codes that are a success with HTTP and HTTPS: ``200``, ``200,202`` or ``200-299``; by default 200 for application
    load balancers, 200-399 for others, 12 with gRPC.
    """


@pulumi.input_type
class _TargetGroupHealthCheckKeys:
    enabled: Optional[pulumi.Input[bool]] = pulumi.property("enabled", default=None)
    protocol: Optional[pulumi.Input[Literal["TCP", "HTTP", "HTTPS"]]] = pulumi.property("protocol", default=None)
    port: Optional[pulumi.Input[str]] = pulumi.property("port", default=None)
    path: Optional[pulumi.Input[str]] = pulumi.property("path", default=None)
    interval: Optional[pulumi.Input[int]] = pulumi.property("interval", default=None)
    timeout: Optional[pulumi.Input[int]] = pulumi.property("timeout", default=None)
    healthy_threshold: Optional[pulumi.Input[int]] = pulumi.property("healthyThreshold", default=None)
    unhealthy_threshold: Optional[pulumi.Input[int]] = pulumi.property("unhealthyThreshold", default=None)
    matcher: Optional[pulumi.Input[str]] = pulumi.property("matcher", default=None)


class TargetGroupStickinessArgs(TypedDict):
    """Whether a client stays with the target that it got first."""

    type: pulumi.Input[Literal["lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"]]
    """What a client is known by: a cookie (application), its address (network), or both ends' addresses (gateway)."""
    enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether clients stay."""
    cookie_duration: NotRequired[pulumi.Input[int] | None]
    """Seconds that a cookie is good for, 1 to 604800 (a week); by default 86400 (a day)."""
    cookie_name: NotRequired[pulumi.Input[str] | None]
    """Name of the application's own cookie, for ``app_cookie``."""


@pulumi.input_type
class _TargetGroupStickinessKeys:
    type: pulumi.Input[
        Literal["lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"]
    ] = pulumi.property("type")
    enabled: Optional[pulumi.Input[bool]] = pulumi.property("enabled", default=None)
    cookie_duration: Optional[pulumi.Input[int]] = pulumi.property("cookieDuration", default=None)
    cookie_name: Optional[pulumi.Input[str]] = pulumi.property("cookieName", default=None)


@pulumi.output_type
class ListenerForwardTargetGroup(dict):  # type: ignore[type-arg]
    """A target group and its share."""

    arn: str = pulumi.property("arn")
    """ARN of the target group."""
    weight: Optional[int] = pulumi.property("weight", default=None)
    """Share among the weights of all, 0 to 999."""


@pulumi.output_type
class ListenerForwardStickiness(dict):  # type: ignore[type-arg]
    """Whether a client stays with the target group that it got first."""

    enabled: Optional[bool] = pulumi.property("enabled", default=None)
    """Whether clients stay."""
    duration: Optional[int] = pulumi.property("duration", default=None)
    """Seconds, 1 to 604800 (a week); for application load balancers."""


@pulumi.output_type
class ListenerForward(dict):  # type: ignore[type-arg]
    """Several target groups by weight."""

    target_groups: Sequence["ListenerForwardTargetGroup"] = pulumi.property("targetGroups")
    """One to five target groups."""
    stickiness: Optional["ListenerForwardStickiness"] = pulumi.property("stickiness", default=None)
    """Whether clients stay with their target group; left out, they do not."""


@pulumi.output_type
class ListenerFixedResponse(dict):  # type: ignore[type-arg]
    """An answer that the load balancer gives itself."""

    status_code: str = pulumi.property("statusCode")
    """Status: 2xx, 4xx or 5xx."""
    content_type: Optional[str] = pulumi.property("contentType", default=None)
    """Content type of the body."""
    message_body: Optional[str] = pulumi.property("messageBody", default=None)
    """The body, at most 1024 characters."""


@pulumi.output_type
class ListenerRedirect(dict):  # type: ignore[type-arg]
    """An answer that sends the client elsewhere; ``#{...}`` stands for the part of the request."""

    status_code: str = pulumi.property("statusCode")
    """Moved for good (301) or for now (302)."""
    protocol: Optional[str] = pulumi.property("protocol", default=None)
    """Protocol; HTTPS is never redirected to HTTP."""
    port: Optional[str] = pulumi.property("port", default=None)
    """Port."""
    host: Optional[str] = pulumi.property("host", default=None)
    """Host name."""
    path: Optional[str] = pulumi.property("path", default=None)
    """Path, beginning with a slash."""
    query: Optional[str] = pulumi.property("query", default=None)
    """Query, without the question mark."""


@pulumi.output_type
class ListenerAction(dict):  # type: ignore[type-arg]
    """What a listener does with what comes in."""

    type: str = pulumi.property("type")
    """Forward to targets or, with HTTP and HTTPS, answer itself."""
    target_group_arn: Optional[str] = pulumi.property("targetGroupArn", default=None)
    """ARN of the target group to forward to, where it is one."""
    forward: Optional["ListenerForward"] = pulumi.property("forward", default=None)
    """The target groups to forward to, where it is several."""
    fixed_response: Optional["ListenerFixedResponse"] = pulumi.property("fixedResponse", default=None)
    """The answer to give."""
    redirect: Optional["ListenerRedirect"] = pulumi.property("redirect", default=None)
    """Where to send the client."""


@pulumi.output_type
class ListenerMutualAuthentication(dict):  # type: ignore[type-arg]
    """Whether clients must show a certificate; for HTTPS."""

    mode: str = pulumi.property("mode")
    """Not asked for, passed on to the targets, or checked against the trust store."""
    trust_store_arn: Optional[str] = pulumi.property("trustStoreArn", default=None)
    """ARN of the trust store, with ``verify``."""
    ignore_client_certificate_expiry: Optional[bool] = pulumi.property("ignoreClientCertificateExpiry", default=None)
    """Whether expired certificates are taken."""
    advertise_trust_store_ca_names: Optional[str] = pulumi.property("advertiseTrustStoreCaNames", default=None)
    """Whether clients are told which authorities are trusted."""


@pulumi.output_type
class SubnetMapping(dict):  # type: ignore[type-arg]
    """A subnet and the addresses that the load balancer has in it."""

    subnet_id: str = pulumi.property("subnetId")
    """The subnet's id."""
    private_ipv4_address: Optional[str] = pulumi.property("privateIpv4Address", default=None)
    """Address out of the subnet's block, for an internal network load balancer; left out, AWS chooses one."""
    allocation_id: Optional[str] = pulumi.property("allocationId", default=None)
    """Allocation id of an Elastic IP address, for an internet-facing network load balancer."""
    ipv6_address: Optional[str] = pulumi.property("ipv6Address", default=None)
    """Address out of the subnet's IPv6 block; left out, AWS chooses one where the load balancer is dualstack."""
    source_nat_ipv6_prefix: Optional[str] = pulumi.property("sourceNatIpv6Prefix", default=None)
    """IPv6 prefix (/80) out of the subnet's block for source NAT, or ``auto_assigned``; for UDP listeners."""


@pulumi.output_type
class LoadBalancerLogs(dict):  # type: ignore[type-arg]
    """Logs of one kind in an S3 bucket of the load balancer's Region."""

    bucket: str = pulumi.property("bucket")
    """The bucket's name; its policy must let Elastic Load Balancing write."""
    prefix: Optional[str] = pulumi.property("prefix", default=None)
    """Where in the bucket, without slashes at the ends; left out, at its root."""
    enabled: Optional[bool] = pulumi.property("enabled", default=None)
    """Whether logs are written."""


@pulumi.output_type
class TargetGroupHealthCheck(dict):  # type: ignore[type-arg]
    """How targets are found to be healthy. What is left out is filled in by the protocol of the target group."""

    enabled: Optional[bool] = pulumi.property("enabled", default=None)
    """Whether targets are checked; false is for Lambda functions only, where it is the default."""
    protocol: Optional[str] = pulumi.property("protocol", default=None)
    """How targets are asked; by default TCP, HTTP for application load balancers and in front of one."""
    port: Optional[str] = pulumi.property("port", default=None)
    """Port, or ``traffic-port`` (the default) for the one that gets the traffic; 80 for GENEVE."""
    path: Optional[str] = pulumi.property("path", default=None)
    """What is asked for with HTTP and HTTPS, by default ``/``; with gRPC a method, ``/package.service/method``."""
    interval: Optional[int] = pulumi.property("interval", default=None)
    """Seconds between checks, 5 to 300; by default 30, GENEVE 10, Lambda 35."""
    timeout: Optional[int] = pulumi.property("timeout", default=None)
    """Seconds without an answer that count as a failure, 2 to 120 and not more than the interval; by default 10 (TCP
    and HTTPS) or 6 (HTTP) for network load balancers, else 5, Lambda 30.
    """
    healthy_threshold: Optional[int] = pulumi.property("healthyThreshold", default=None)
    """Successes in a row that make a target healthy, 2 to 10; by default 5."""
    unhealthy_threshold: Optional[int] = pulumi.property("unhealthyThreshold", default=None)
    """Failures in a row that make a target unhealthy, 2 to 10; by default 2."""
    matcher: Optional[str] = pulumi.property("matcher", default=None)
    """Codes that are a success with HTTP and HTTPS: ``200``, ``200,202`` or ``200-299``; by default 200 for application
    load balancers, 200-399 for others, 12 with gRPC.
    """


@pulumi.output_type
class TargetGroupStickiness(dict):  # type: ignore[type-arg]
    """Whether a client stays with the target that it got first."""

    type: str = pulumi.property("type")
    """What a client is known by: a cookie (application), its address (network), or both ends' addresses (gateway)."""
    enabled: Optional[bool] = pulumi.property("enabled", default=None)
    """Whether clients stay."""
    cookie_duration: Optional[int] = pulumi.property("cookieDuration", default=None)
    """Seconds that a cookie is good for, 1 to 604800 (a week); by default 86400 (a day)."""
    cookie_name: Optional[str] = pulumi.property("cookieName", default=None)
    """Name of the application's own cookie, for ``app_cookie``."""


@pulumi.input_type
class _ListenerArgs:
    load_balancer_arn: pulumi.Input[str] = pulumi.property("loadBalancerArn")
    default_actions: pulumi.Input[Sequence[pulumi.Input[_ListenerActionKeys]]] = pulumi.property("defaultActions")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    port: Optional[pulumi.Input[int]] = pulumi.property("port", default=None)
    protocol: Optional[pulumi.Input[Literal["TCP", "TLS", "UDP", "TCP_UDP", "HTTP", "HTTPS", "QUIC", "TCP_QUIC"]]] = (
        pulumi.property("protocol", default=None)
    )
    certificate_arn: Optional[pulumi.Input[str]] = pulumi.property("certificateArn", default=None)
    additional_certificate_arns: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "additionalCertificateArns", default=None
    )
    ssl_policy: Optional[pulumi.Input[str]] = pulumi.property("sslPolicy", default=None)
    alpn_policy: Optional[
        pulumi.Input[Literal["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"]]
    ] = pulumi.property("alpnPolicy", default=None)
    mutual_authentication: Optional[pulumi.Input[_ListenerMutualAuthenticationKeys]] = pulumi.property(
        "mutualAuthentication", default=None
    )
    tcp_idle_timeout_seconds: Optional[pulumi.Input[int]] = pulumi.property("tcpIdleTimeoutSeconds", default=None)


class Listener(Resource):
    """A port of a load balancer and what is done with what comes in there."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    load_balancer_arn: pulumi.Output[str] = pulumi.property("loadBalancerArn")
    """ARN of the load balancer."""
    port: pulumi.Output[Optional[int]] = pulumi.property("port")
    """Port that clients connect to; a gateway load balancer's listener has none."""
    protocol: pulumi.Output[Optional[str]] = pulumi.property("protocol")
    """Protocol of clients: HTTP and HTTPS for application load balancers, others for network load balancers; a gateway
    load balancer's listener has none.
    """
    certificate_arn: pulumi.Output[Optional[str]] = pulumi.property("certificateArn")
    """ARN of the certificate for TLS and HTTPS, in the same Region."""
    additional_certificate_arns: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("additionalCertificateArns")
    """ARNs of further certificates, chosen by the name that a client asks for (SNI). Left out, those that others add
    are left alone.
    """
    ssl_policy: pulumi.Output[Optional[str]] = pulumi.property("sslPolicy")
    """Name of the security policy for TLS and HTTPS, such as ``ELBSecurityPolicy-TLS13-1-2-2021-06``. AWS's choice,
    ``ELBSecurityPolicy-2016-08``, still takes TLS 1.0.
    """
    alpn_policy: pulumi.Output[str] = pulumi.property("alpnPolicy")
    """Which application protocols TLS clients are offered (ALPN)."""
    default_actions: pulumi.Output[Sequence[ListenerAction]] = pulumi.property("defaultActions")
    """What is done with what comes in: one action."""
    mutual_authentication: pulumi.Output[Optional[ListenerMutualAuthentication]] = pulumi.property(
        "mutualAuthentication"
    )
    """Whether clients must show a certificate; left out, they need not."""
    tcp_idle_timeout_seconds: pulumi.Output[int] = pulumi.property("tcpIdleTimeoutSeconds")
    """Seconds after which an idle flow is forgotten, 60 to 6000; for TCP and gateway load balancers."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:elbv2:Listener"
    _args_type = _ListenerArgs
    _outputs = ("arn",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        load_balancer_arn: pulumi.Input[str],
        default_actions: pulumi.Input[Sequence[pulumi.Input[ListenerActionArgs]]],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        port: pulumi.Input[int] | None = None,
        protocol: pulumi.Input[Literal["TCP", "TLS", "UDP", "TCP_UDP", "HTTP", "HTTPS", "QUIC", "TCP_QUIC"]]
        | None = None,
        certificate_arn: pulumi.Input[str] | None = None,
        additional_certificate_arns: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        ssl_policy: pulumi.Input[str] | None = None,
        alpn_policy: pulumi.Input[Literal["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"]]
        | None = None,
        mutual_authentication: pulumi.Input[ListenerMutualAuthenticationArgs] | None = None,
        tcp_idle_timeout_seconds: pulumi.Input[int] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "load_balancer_arn": load_balancer_arn,
                "port": port,
                "protocol": protocol,
                "certificate_arn": certificate_arn,
                "additional_certificate_arns": additional_certificate_arns,
                "ssl_policy": ssl_policy,
                "alpn_policy": alpn_policy,
                "default_actions": default_actions,
                "mutual_authentication": mutual_authentication,
                "tcp_idle_timeout_seconds": tcp_idle_timeout_seconds,
            },
        )


@pulumi.input_type
class _LoadBalancerArgs:
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    type: Optional[pulumi.Input[Literal["network", "application", "gateway"]]] = pulumi.property("type", default=None)
    internal: Optional[pulumi.Input[bool]] = pulumi.property("internal", default=None)
    subnets: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("subnets", default=None)
    subnet_mappings: Optional[pulumi.Input[Sequence[pulumi.Input[_SubnetMappingKeys]]]] = pulumi.property(
        "subnetMappings", default=None
    )
    security_groups: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "securityGroups", default=None
    )
    enforce_security_group_inbound_rules_on_private_link_traffic: Optional[pulumi.Input[bool]] = pulumi.property(
        "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", default=None
    )
    ip_address_type: Optional[pulumi.Input[Literal["ipv4", "dualstack", "dualstack-without-public-ipv4"]]] = (
        pulumi.property("ipAddressType", default=None)
    )
    enable_prefix_for_ipv6_source_nat: Optional[pulumi.Input[bool]] = pulumi.property(
        "enablePrefixForIpv6SourceNat", default=None
    )
    enable_deletion_protection: Optional[pulumi.Input[bool]] = pulumi.property("enableDeletionProtection", default=None)
    enable_cross_zone_load_balancing: Optional[pulumi.Input[bool]] = pulumi.property(
        "enableCrossZoneLoadBalancing", default=None
    )
    enable_zonal_shift: Optional[pulumi.Input[bool]] = pulumi.property("enableZonalShift", default=None)
    deny_all_igw_traffic: Optional[pulumi.Input[bool]] = pulumi.property("denyAllIgwTraffic", default=None)
    dns_record_client_routing_policy: Optional[
        pulumi.Input[
            Literal["any_availability_zone", "availability_zone_affinity", "partial_availability_zone_affinity"]
        ]
    ] = pulumi.property("dnsRecordClientRoutingPolicy", default=None)
    secondary_ips_auto_assigned_per_subnet: Optional[pulumi.Input[int]] = pulumi.property(
        "secondaryIpsAutoAssignedPerSubnet", default=None
    )
    access_logs: Optional[pulumi.Input[_LoadBalancerLogsKeys]] = pulumi.property("accessLogs", default=None)
    connection_logs: Optional[pulumi.Input[_LoadBalancerLogsKeys]] = pulumi.property("connectionLogs", default=None)
    health_check_logs: Optional[pulumi.Input[_LoadBalancerLogsKeys]] = pulumi.property("healthCheckLogs", default=None)
    idle_timeout: Optional[pulumi.Input[int]] = pulumi.property("idleTimeout", default=None)
    client_keep_alive: Optional[pulumi.Input[int]] = pulumi.property("clientKeepAlive", default=None)
    desync_mitigation_mode: Optional[pulumi.Input[Literal["monitor", "defensive", "strictest"]]] = pulumi.property(
        "desyncMitigationMode", default=None
    )
    drop_invalid_header_fields: Optional[pulumi.Input[bool]] = pulumi.property("dropInvalidHeaderFields", default=None)
    preserve_host_header: Optional[pulumi.Input[bool]] = pulumi.property("preserveHostHeader", default=None)
    enable_tls_version_and_cipher_suite_headers: Optional[pulumi.Input[bool]] = pulumi.property(
        "enableTlsVersionAndCipherSuiteHeaders", default=None
    )
    enable_xff_client_port: Optional[pulumi.Input[bool]] = pulumi.property("enableXffClientPort", default=None)
    xff_header_processing_mode: Optional[pulumi.Input[Literal["append", "preserve", "remove"]]] = pulumi.property(
        "xffHeaderProcessingMode", default=None
    )
    enable_http2: Optional[pulumi.Input[bool]] = pulumi.property("enableHttp2", default=None)
    enable_waf_fail_open: Optional[pulumi.Input[bool]] = pulumi.property("enableWafFailOpen", default=None)


class LoadBalancer(Resource):
    """A network, application or gateway load balancer with its attributes."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name, unique in the Region: 1 to 32 letters, digits and hyphens, not beginning with ``internal-``."""
    type: pulumi.Output[str] = pulumi.property("type")
    """Network (connections), application (HTTP) or gateway (packets, for appliances)."""
    internal: pulumi.Output[bool] = pulumi.property("internal")
    """Whether its addresses are private ones; false makes it internet-facing."""
    subnets: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("subnets")
    """Ids of the subnets, one for each Availability Zone, where AWS chooses the addresses."""
    subnet_mappings: pulumi.Output[Optional[Sequence[SubnetMapping]]] = pulumi.property("subnetMappings")
    """Subnets, one for each Availability Zone, with the addresses chosen in them. Give these or ``subnets``. Another
    address in a subnet replaces a network load balancer.
    """
    security_groups: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("securityGroups")
    """Ids of security groups. An application load balancer without gets the VPC's default group. A network load
    balancer that was made without can never get any: giving it the first replaces it.
    """
    enforce_security_group_inbound_rules_on_private_link_traffic: pulumi.Output[Optional[bool]] = pulumi.property(
        "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"
    )
    """Whether security groups also judge what comes through an endpoint service; AWS's choice is true. For network
    load balancers with security groups.
    """
    ip_address_type: pulumi.Output[str] = pulumi.property("ipAddressType")
    """Address families; the subnets of a dualstack load balancer need IPv6 blocks."""
    enable_prefix_for_ipv6_source_nat: pulumi.Output[bool] = pulumi.property("enablePrefixForIpv6SourceNat")
    """Whether each subnet gives an IPv6 prefix for source NAT; for dualstack network load balancers with UDP."""
    enable_deletion_protection: pulumi.Output[bool] = pulumi.property("enableDeletionProtection")
    """Whether AWS refuses to delete it until this is switched off."""
    enable_cross_zone_load_balancing: pulumi.Output[Optional[bool]] = pulumi.property("enableCrossZoneLoadBalancing")
    """Whether a node sends to targets in all zones; AWS's choice is false, for application load balancers always
    true.
    """
    enable_zonal_shift: pulumi.Output[bool] = pulumi.property("enableZonalShift")
    """Whether traffic can be shifted away from a zone (ARC zonal shift)."""
    deny_all_igw_traffic: pulumi.Output[Optional[bool]] = pulumi.property("denyAllIgwTraffic")
    """Whether traffic through an internet gateway is blocked; AWS's choice is true where it is internal."""
    dns_record_client_routing_policy: pulumi.Output[str] = pulumi.property("dnsRecordClientRoutingPolicy")
    """Whether clients that ask the VPC's resolver get the address in their own zone: never, always, or for 85 % of the
    answers. For network load balancers.
    """
    secondary_ips_auto_assigned_per_subnet: pulumi.Output[int] = pulumi.property("secondaryIpsAutoAssignedPerSubnet")
    """How many more addresses each node gets against port allocation errors, 0 to 7; fewer replaces it. For network
    load balancers.
    """
    access_logs: pulumi.Output[Optional[LoadBalancerLogs]] = pulumi.property("accessLogs")
    """Logs of requests (application) or TLS connections (network)."""
    connection_logs: pulumi.Output[Optional[LoadBalancerLogs]] = pulumi.property("connectionLogs")
    """Logs of connections; for application load balancers."""
    health_check_logs: pulumi.Output[Optional[LoadBalancerLogs]] = pulumi.property("healthCheckLogs")
    """Logs of health checks; for application load balancers."""
    idle_timeout: pulumi.Output[int] = pulumi.property("idleTimeout")
    """Seconds after which an idle connection is closed, 1 to 4000; for application load balancers."""
    client_keep_alive: pulumi.Output[int] = pulumi.property("clientKeepAlive")
    """Seconds that a client may keep its connection, 60 to 604800; for application load balancers."""
    desync_mitigation_mode: pulumi.Output[str] = pulumi.property("desyncMitigationMode")
    """What happens to requests that may be an attack; for application load balancers."""
    drop_invalid_header_fields: pulumi.Output[bool] = pulumi.property("dropInvalidHeaderFields")
    """Whether header fields with invalid names are removed; for application load balancers."""
    preserve_host_header: pulumi.Output[bool] = pulumi.property("preserveHostHeader")
    """Whether the ``Host`` header goes to targets unchanged; for application load balancers."""
    enable_tls_version_and_cipher_suite_headers: pulumi.Output[bool] = pulumi.property(
        "enableTlsVersionAndCipherSuiteHeaders"
    )
    """Whether targets are told the client's TLS version and cipher; for application load balancers."""
    enable_xff_client_port: pulumi.Output[bool] = pulumi.property("enableXffClientPort")
    """Whether ``X-Forwarded-For`` has the client's port; for application load balancers."""
    xff_header_processing_mode: pulumi.Output[str] = pulumi.property("xffHeaderProcessingMode")
    """What happens to ``X-Forwarded-For``; for application load balancers."""
    enable_http2: pulumi.Output[bool] = pulumi.property("enableHttp2")
    """Whether clients may use HTTP/2; for application load balancers."""
    enable_waf_fail_open: pulumi.Output[bool] = pulumi.property("enableWafFailOpen")
    """Whether requests pass when AWS WAF cannot be asked; for application load balancers."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    arn_suffix: pulumi.Output[str] = pulumi.property("arnSuffix")
    """The last part of the ARN, such as ``net/front/50dc6c495c0c9188``: the CloudWatch dimension ``LoadBalancer``."""
    dns_name: pulumi.Output[str] = pulumi.property("dnsName")
    """Name that resolves to its addresses; records of private zones point to it."""
    zone_id: pulumi.Output[Optional[str]] = pulumi.property("zoneId")
    """Hosted zone of the DNS name, for alias records."""
    vpc_id: pulumi.Output[Optional[str]] = pulumi.property("vpcId")
    """The VPC of its subnets."""
    _token = "privateapi:elbv2:LoadBalancer"
    _args_type = _LoadBalancerArgs
    _outputs = ("arn", "arn_suffix", "dns_name", "zone_id", "vpc_id")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        type: pulumi.Input[Literal["network", "application", "gateway"]] | None = None,
        internal: pulumi.Input[bool] | None = None,
        subnets: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        subnet_mappings: pulumi.Input[Sequence[pulumi.Input[SubnetMappingArgs]]] | None = None,
        security_groups: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        enforce_security_group_inbound_rules_on_private_link_traffic: pulumi.Input[bool] | None = None,
        ip_address_type: pulumi.Input[Literal["ipv4", "dualstack", "dualstack-without-public-ipv4"]] | None = None,
        enable_prefix_for_ipv6_source_nat: pulumi.Input[bool] | None = None,
        enable_deletion_protection: pulumi.Input[bool] | None = None,
        enable_cross_zone_load_balancing: pulumi.Input[bool] | None = None,
        enable_zonal_shift: pulumi.Input[bool] | None = None,
        deny_all_igw_traffic: pulumi.Input[bool] | None = None,
        dns_record_client_routing_policy: pulumi.Input[
            Literal["any_availability_zone", "availability_zone_affinity", "partial_availability_zone_affinity"]
        ]
        | None = None,
        secondary_ips_auto_assigned_per_subnet: pulumi.Input[int] | None = None,
        access_logs: pulumi.Input[LoadBalancerLogsArgs] | None = None,
        connection_logs: pulumi.Input[LoadBalancerLogsArgs] | None = None,
        health_check_logs: pulumi.Input[LoadBalancerLogsArgs] | None = None,
        idle_timeout: pulumi.Input[int] | None = None,
        client_keep_alive: pulumi.Input[int] | None = None,
        desync_mitigation_mode: pulumi.Input[Literal["monitor", "defensive", "strictest"]] | None = None,
        drop_invalid_header_fields: pulumi.Input[bool] | None = None,
        preserve_host_header: pulumi.Input[bool] | None = None,
        enable_tls_version_and_cipher_suite_headers: pulumi.Input[bool] | None = None,
        enable_xff_client_port: pulumi.Input[bool] | None = None,
        xff_header_processing_mode: pulumi.Input[Literal["append", "preserve", "remove"]] | None = None,
        enable_http2: pulumi.Input[bool] | None = None,
        enable_waf_fail_open: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "name": name,
                "type": type,
                "internal": internal,
                "subnets": subnets,
                "subnet_mappings": subnet_mappings,
                "security_groups": security_groups,
                "enforce_security_group_inbound_rules_on_private_link_traffic": enforce_security_group_inbound_rules_on_private_link_traffic,
                "ip_address_type": ip_address_type,
                "enable_prefix_for_ipv6_source_nat": enable_prefix_for_ipv6_source_nat,
                "enable_deletion_protection": enable_deletion_protection,
                "enable_cross_zone_load_balancing": enable_cross_zone_load_balancing,
                "enable_zonal_shift": enable_zonal_shift,
                "deny_all_igw_traffic": deny_all_igw_traffic,
                "dns_record_client_routing_policy": dns_record_client_routing_policy,
                "secondary_ips_auto_assigned_per_subnet": secondary_ips_auto_assigned_per_subnet,
                "access_logs": access_logs,
                "connection_logs": connection_logs,
                "health_check_logs": health_check_logs,
                "idle_timeout": idle_timeout,
                "client_keep_alive": client_keep_alive,
                "desync_mitigation_mode": desync_mitigation_mode,
                "drop_invalid_header_fields": drop_invalid_header_fields,
                "preserve_host_header": preserve_host_header,
                "enable_tls_version_and_cipher_suite_headers": enable_tls_version_and_cipher_suite_headers,
                "enable_xff_client_port": enable_xff_client_port,
                "xff_header_processing_mode": xff_header_processing_mode,
                "enable_http2": enable_http2,
                "enable_waf_fail_open": enable_waf_fail_open,
            },
        )


@pulumi.input_type
class _TargetGroupArgs:
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    target_type: Optional[pulumi.Input[Literal["instance", "ip", "alb", "lambda"]]] = pulumi.property(
        "targetType", default=None
    )
    protocol: Optional[
        pulumi.Input[Literal["TCP", "TLS", "UDP", "TCP_UDP", "HTTP", "HTTPS", "GENEVE", "QUIC", "TCP_QUIC"]]
    ] = pulumi.property("protocol", default=None)
    protocol_version: Optional[pulumi.Input[Literal["HTTP1", "HTTP2", "GRPC"]]] = pulumi.property(
        "protocolVersion", default=None
    )
    port: Optional[pulumi.Input[int]] = pulumi.property("port", default=None)
    vpc_id: Optional[pulumi.Input[str]] = pulumi.property("vpcId", default=None)
    ip_address_type: Optional[pulumi.Input[Literal["ipv4", "ipv6"]]] = pulumi.property("ipAddressType", default=None)
    health_check: Optional[pulumi.Input[_TargetGroupHealthCheckKeys]] = pulumi.property("healthCheck", default=None)
    deregistration_delay: Optional[pulumi.Input[int]] = pulumi.property("deregistrationDelay", default=None)
    connection_termination: Optional[pulumi.Input[bool]] = pulumi.property("connectionTermination", default=None)
    preserve_client_ip: Optional[pulumi.Input[bool]] = pulumi.property("preserveClientIp", default=None)
    proxy_protocol_v2: Optional[pulumi.Input[bool]] = pulumi.property("proxyProtocolV2", default=None)
    load_balancing_cross_zone_enabled: Optional[
        pulumi.Input[Literal["true", "false", "use_load_balancer_configuration"]]
    ] = pulumi.property("loadBalancingCrossZoneEnabled", default=None)
    stickiness: Optional[pulumi.Input[_TargetGroupStickinessKeys]] = pulumi.property("stickiness", default=None)
    unhealthy_connection_termination: Optional[pulumi.Input[bool]] = pulumi.property(
        "unhealthyConnectionTermination", default=None
    )
    unhealthy_draining_interval: Optional[pulumi.Input[int]] = pulumi.property(
        "unhealthyDrainingInterval", default=None
    )
    dns_failover_minimum_healthy_targets_count: Optional[pulumi.Input[str]] = pulumi.property(
        "dnsFailoverMinimumHealthyTargetsCount", default=None
    )
    dns_failover_minimum_healthy_targets_percentage: Optional[pulumi.Input[str]] = pulumi.property(
        "dnsFailoverMinimumHealthyTargetsPercentage", default=None
    )
    unhealthy_state_routing_minimum_healthy_targets_count: Optional[pulumi.Input[str]] = pulumi.property(
        "unhealthyStateRoutingMinimumHealthyTargetsCount", default=None
    )
    unhealthy_state_routing_minimum_healthy_targets_percentage: Optional[pulumi.Input[str]] = pulumi.property(
        "unhealthyStateRoutingMinimumHealthyTargetsPercentage", default=None
    )
    load_balancing_algorithm_type: Optional[
        pulumi.Input[Literal["round_robin", "least_outstanding_requests", "weighted_random"]]
    ] = pulumi.property("loadBalancingAlgorithmType", default=None)
    load_balancing_anomaly_mitigation: Optional[pulumi.Input[Literal["on", "off"]]] = pulumi.property(
        "loadBalancingAnomalyMitigation", default=None
    )
    slow_start: Optional[pulumi.Input[int]] = pulumi.property("slowStart", default=None)
    lambda_multi_value_headers_enabled: Optional[pulumi.Input[bool]] = pulumi.property(
        "lambdaMultiValueHeadersEnabled", default=None
    )
    target_failover: Optional[pulumi.Input[Literal["rebalance", "no_rebalance"]]] = pulumi.property(
        "targetFailover", default=None
    )
    send_tcp_reset_on_unhealthy: Optional[pulumi.Input[bool]] = pulumi.property("sendTcpResetOnUnhealthy", default=None)
    send_tcp_reset_on_deregistration: Optional[pulumi.Input[bool]] = pulumi.property(
        "sendTcpResetOnDeregistration", default=None
    )


class TargetGroup(Resource):
    """Targets that listeners forward to, with their health check and attributes."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name, unique in the Region: 1 to 32 letters, digits and hyphens."""
    target_type: pulumi.Output[str] = pulumi.property("targetType")
    """What targets are: instances, addresses, one application load balancer, or one Lambda function."""
    protocol: pulumi.Output[Optional[str]] = pulumi.property("protocol")
    """Protocol to the targets; not for Lambda functions. TCP to TLS listeners too; HTTP and HTTPS for application load
    balancers; GENEVE for gateway load balancers.
    """
    protocol_version: pulumi.Output[Optional[str]] = pulumi.property("protocolVersion")
    """Version of HTTP to the targets; AWS's choice is HTTP1."""
    port: pulumi.Output[Optional[int]] = pulumi.property("port")
    """Port of targets that are registered without one; 6081 with GENEVE."""
    vpc_id: pulumi.Output[Optional[str]] = pulumi.property("vpcId")
    """The VPC of the targets; not for Lambda functions."""
    ip_address_type: pulumi.Output[Optional[str]] = pulumi.property("ipAddressType")
    """Address family of the targets; AWS's choice is ipv4."""
    health_check: pulumi.Output[Optional[TargetGroupHealthCheck]] = pulumi.property("healthCheck")
    """How targets are found to be healthy; left out, by the protocol's defaults."""
    deregistration_delay: pulumi.Output[int] = pulumi.property("deregistrationDelay")
    """Seconds that a target which is taken out keeps its connections, 0 to 3600."""
    connection_termination: pulumi.Output[Optional[bool]] = pulumi.property("connectionTermination")
    """Whether connections are cut at the end of that delay; AWS's choice is true with UDP and TCP_UDP, else false. For
    network load balancers.
    """
    preserve_client_ip: pulumi.Output[Optional[bool]] = pulumi.property("preserveClientIp")
    """Whether targets see the client's address; AWS's choice is false for addresses with TCP and TLS, else true. For
    network load balancers. The targets' security groups must then let in the clients.
    """
    proxy_protocol_v2: pulumi.Output[bool] = pulumi.property("proxyProtocolV2")
    """Whether targets are sent a Proxy Protocol version 2 header; for network load balancers."""
    load_balancing_cross_zone_enabled: pulumi.Output[str] = pulumi.property("loadBalancingCrossZoneEnabled")
    """Whether nodes send to targets in all zones, whatever the load balancer says."""
    stickiness: pulumi.Output[Optional[TargetGroupStickiness]] = pulumi.property("stickiness")
    """Whether clients stay with their target; left out, they do not."""
    unhealthy_connection_termination: pulumi.Output[Optional[bool]] = pulumi.property("unhealthyConnectionTermination")
    """Whether connections to a target that becomes unhealthy are cut; AWS's choice is true with TCP and TLS. For
    network load balancers.
    """
    unhealthy_draining_interval: pulumi.Output[int] = pulumi.property("unhealthyDrainingInterval")
    """Seconds before an unhealthy target loses its connections, 0 to 360000, where they are not cut at once."""
    dns_failover_minimum_healthy_targets_count: pulumi.Output[str] = pulumi.property(
        "dnsFailoverMinimumHealthyTargetsCount"
    )
    """Healthy targets in a zone below which DNS leaves the zone out: a number from 1, or ``off``."""
    dns_failover_minimum_healthy_targets_percentage: pulumi.Output[str] = pulumi.property(
        "dnsFailoverMinimumHealthyTargetsPercentage"
    )
    """The same as a share in per cent: 1 to 100, or ``off``."""
    unhealthy_state_routing_minimum_healthy_targets_count: pulumi.Output[str] = pulumi.property(
        "unhealthyStateRoutingMinimumHealthyTargetsCount"
    )
    """Healthy targets in a zone below which all targets, also unhealthy ones, get traffic: a number from 1."""
    unhealthy_state_routing_minimum_healthy_targets_percentage: pulumi.Output[str] = pulumi.property(
        "unhealthyStateRoutingMinimumHealthyTargetsPercentage"
    )
    """The same as a share in per cent: 1 to 100, or ``off``."""
    load_balancing_algorithm_type: pulumi.Output[str] = pulumi.property("loadBalancingAlgorithmType")
    """How a target is picked for a request; for application load balancers."""
    load_balancing_anomaly_mitigation: pulumi.Output[str] = pulumi.property("loadBalancingAnomalyMitigation")
    """Whether targets with many errors get less traffic; with ``weighted_random``."""
    slow_start: pulumi.Output[int] = pulumi.property("slowStart")
    """Seconds in which a new target's share grows, 30 to 900, or 0 for none; for application load balancers."""
    lambda_multi_value_headers_enabled: pulumi.Output[bool] = pulumi.property("lambdaMultiValueHeadersEnabled")
    """Whether a Lambda function gets and gives headers with several values as lists."""
    target_failover: pulumi.Output[str] = pulumi.property("targetFailover")
    """What happens to flows of a target that is taken out or unhealthy; for gateway load balancers."""
    send_tcp_reset_on_unhealthy: pulumi.Output[bool] = pulumi.property("sendTcpResetOnUnhealthy")
    """Whether senders get a TCP reset when their target becomes unhealthy; for gateway load balancers."""
    send_tcp_reset_on_deregistration: pulumi.Output[bool] = pulumi.property("sendTcpResetOnDeregistration")
    """Whether senders get a TCP reset when their target is taken out; for gateway load balancers."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    arn_suffix: pulumi.Output[str] = pulumi.property("arnSuffix")
    """The last part of the ARN, such as ``targetgroup/front/6d0ecf831eec9f09``: the CloudWatch dimension
    ``TargetGroup``.
    """
    _token = "privateapi:elbv2:TargetGroup"
    _args_type = _TargetGroupArgs
    _outputs = ("arn", "arn_suffix")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        target_type: pulumi.Input[Literal["instance", "ip", "alb", "lambda"]] | None = None,
        protocol: pulumi.Input[Literal["TCP", "TLS", "UDP", "TCP_UDP", "HTTP", "HTTPS", "GENEVE", "QUIC", "TCP_QUIC"]]
        | None = None,
        protocol_version: pulumi.Input[Literal["HTTP1", "HTTP2", "GRPC"]] | None = None,
        port: pulumi.Input[int] | None = None,
        vpc_id: pulumi.Input[str] | None = None,
        ip_address_type: pulumi.Input[Literal["ipv4", "ipv6"]] | None = None,
        health_check: pulumi.Input[TargetGroupHealthCheckArgs] | None = None,
        deregistration_delay: pulumi.Input[int] | None = None,
        connection_termination: pulumi.Input[bool] | None = None,
        preserve_client_ip: pulumi.Input[bool] | None = None,
        proxy_protocol_v2: pulumi.Input[bool] | None = None,
        load_balancing_cross_zone_enabled: pulumi.Input[Literal["true", "false", "use_load_balancer_configuration"]]
        | None = None,
        stickiness: pulumi.Input[TargetGroupStickinessArgs] | None = None,
        unhealthy_connection_termination: pulumi.Input[bool] | None = None,
        unhealthy_draining_interval: pulumi.Input[int] | None = None,
        dns_failover_minimum_healthy_targets_count: pulumi.Input[str] | None = None,
        dns_failover_minimum_healthy_targets_percentage: pulumi.Input[str] | None = None,
        unhealthy_state_routing_minimum_healthy_targets_count: pulumi.Input[str] | None = None,
        unhealthy_state_routing_minimum_healthy_targets_percentage: pulumi.Input[str] | None = None,
        load_balancing_algorithm_type: pulumi.Input[
            Literal["round_robin", "least_outstanding_requests", "weighted_random"]
        ]
        | None = None,
        load_balancing_anomaly_mitigation: pulumi.Input[Literal["on", "off"]] | None = None,
        slow_start: pulumi.Input[int] | None = None,
        lambda_multi_value_headers_enabled: pulumi.Input[bool] | None = None,
        target_failover: pulumi.Input[Literal["rebalance", "no_rebalance"]] | None = None,
        send_tcp_reset_on_unhealthy: pulumi.Input[bool] | None = None,
        send_tcp_reset_on_deregistration: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "name": name,
                "target_type": target_type,
                "protocol": protocol,
                "protocol_version": protocol_version,
                "port": port,
                "vpc_id": vpc_id,
                "ip_address_type": ip_address_type,
                "health_check": health_check,
                "deregistration_delay": deregistration_delay,
                "connection_termination": connection_termination,
                "preserve_client_ip": preserve_client_ip,
                "proxy_protocol_v2": proxy_protocol_v2,
                "load_balancing_cross_zone_enabled": load_balancing_cross_zone_enabled,
                "stickiness": stickiness,
                "unhealthy_connection_termination": unhealthy_connection_termination,
                "unhealthy_draining_interval": unhealthy_draining_interval,
                "dns_failover_minimum_healthy_targets_count": dns_failover_minimum_healthy_targets_count,
                "dns_failover_minimum_healthy_targets_percentage": dns_failover_minimum_healthy_targets_percentage,
                "unhealthy_state_routing_minimum_healthy_targets_count": unhealthy_state_routing_minimum_healthy_targets_count,
                "unhealthy_state_routing_minimum_healthy_targets_percentage": unhealthy_state_routing_minimum_healthy_targets_percentage,
                "load_balancing_algorithm_type": load_balancing_algorithm_type,
                "load_balancing_anomaly_mitigation": load_balancing_anomaly_mitigation,
                "slow_start": slow_start,
                "lambda_multi_value_headers_enabled": lambda_multi_value_headers_enabled,
                "target_failover": target_failover,
                "send_tcp_reset_on_unhealthy": send_tcp_reset_on_unhealthy,
                "send_tcp_reset_on_deregistration": send_tcp_reset_on_deregistration,
            },
        )


@pulumi.input_type
class _TargetGroupAttachmentArgs:
    target_group_arn: pulumi.Input[str] = pulumi.property("targetGroupArn")
    target_id: pulumi.Input[str] = pulumi.property("targetId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    port: Optional[pulumi.Input[int]] = pulumi.property("port", default=None)
    availability_zone: Optional[pulumi.Input[str]] = pulumi.property("availabilityZone", default=None)


class TargetGroupAttachment(Resource):
    """A target of a target group. Deleting it lets its connections end; nothing waits for that."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    target_group_arn: pulumi.Output[str] = pulumi.property("targetGroupArn")
    """ARN of the target group."""
    target_id: pulumi.Output[str] = pulumi.property("targetId")
    """The target: an address, an instance's id, or the ARN of a Lambda function or application load balancer, as the
    target group's type says.
    """
    port: pulumi.Output[Optional[int]] = pulumi.property("port")
    """Port of this target; left out, the target group's."""
    availability_zone: pulumi.Output[Optional[str]] = pulumi.property("availabilityZone")
    """For an address outside the VPC it must be ``all``: then nodes in every zone send to it. Inside the VPC AWS finds
    the zone itself.
    """
    target_group_name: pulumi.Output[str] = pulumi.property("targetGroupName")
    """Name of the target group."""
    _token = "privateapi:elbv2:TargetGroupAttachment"
    _args_type = _TargetGroupAttachmentArgs
    _outputs = ("target_group_name",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        target_group_arn: pulumi.Input[str],
        target_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        port: pulumi.Input[int] | None = None,
        availability_zone: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "target_group_arn": target_group_arn,
                "target_id": target_id,
                "port": port,
                "availability_zone": availability_zone,
            },
        )
