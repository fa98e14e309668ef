"""Listeners: one per port, with certificates that exist and target groups that fit, changed as in AWS.

moto accepts a second listener on a port, TLS without certificate and any target group, gives TCP listeners a TLS
policy, changes neither TLS listeners nor ALPN policies, and forgets mutual authentication.
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import (
    DuplicateListenerError,
    ELBClientError,
    InvalidConfigurationRequest,
    ListenerNotFoundError,
    LoadBalancerNotFoundError,
    ValidationError,
)
from moto.elbv2.models import ELBv2Backend, FakeAction, FakeListener
from moto.elbv2.responses import ELBV2Response
from moto.elbv2.ssl_policies import SSL_POLICIES
from moto.moto_api._internal import mock_random

from privateapi.sandbox.aws.patches import Patches

_ENCRYPTED = ("TLS", "HTTPS")
_DEFAULT_POLICY = "ELBSecurityPolicy-2016-08"
_ALPN_POLICIES = ("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None")
# Protocols of target groups that a listener of a protocol can forward to:
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
_TARGETS = {
    "TCP": ("TCP", "TCP_UDP"),
    "TLS": ("TCP", "TLS"),
    "UDP": ("UDP", "TCP_UDP"),
    "TCP_UDP": ("TCP_UDP",),
    "HTTP": ("HTTP", "HTTPS", None),
    "HTTPS": ("HTTP", "HTTPS", None),
}

# moto's class lacks methods that its abstract base asks for and is instantiated all the same.
_Listener: Any = FakeListener


def apply(patches: Patches) -> None:
    """Replace creation, change and deletion of listeners."""
    patches.replace(ELBV2Response, "create_listener", _create)
    patches.replace(ELBV2Response, "modify_listener", _modify)
    patches.replace(ELBv2Backend, "delete_listener", _delete)


def _create(response: Any) -> ActionResult:
    params, backend = response.params, response.elbv2_backend
    balancer = backend.load_balancers.get(params["LoadBalancerArn"])
    if balancer is None:
        raise LoadBalancerNotFoundError()
    port, protocol = params.get("Port"), params.get("Protocol")
    backend._validate_port_and_protocol(balancer.type, port, protocol)
    wanted = {key: value for key, value in params.items() if key != "Tags"}
    for other in balancer.listeners.values():
        if port is not None and other.port == port:
            if other.created_as == wanted:
                return ActionResult({"Listeners": [other]})
            raise DuplicateListenerError()
    certificates = [item["CertificateArn"] for item in params.get("Certificates") or []]
    _check_encryption(backend, protocol, certificates, params.get("SslPolicy"), params.get("AlpnPolicy"))
    actions = [FakeAction(dict(action)) for action in params["DefaultActions"]]
    _check_actions(backend, balancer, protocol, actions)
    arn = balancer.arn.replace(":loadbalancer/", ":listener/") + f"/{mock_random.get_random_hex(16)}"
    encrypted = protocol in _ENCRYPTED
    listener = _Listener(
        balancer.arn,
        arn,
        protocol,
        port,
        (params.get("SslPolicy") or _DEFAULT_POLICY) if encrypted else None,
        certificates[0] if certificates else None,
        actions,
        params.get("AlpnPolicy"),
    )
    listener.mutual_authentication = params.get("MutualAuthentication")
    listener.created_as = wanted
    balancer.listeners[arn] = listener
    backend.tagging_service.tag_resource(arn, params.get("Tags"))
    _sync_target_groups(backend)
    return ActionResult({"Listeners": [listener]})


def _modify(response: Any) -> ActionResult:
    params, backend = response.params, response.elbv2_backend
    listener = _listener(backend, params["ListenerArn"])
    balancer = backend.load_balancers[listener.load_balancer_arn]
    port, protocol = params.get("Port", listener.port), params.get("Protocol", listener.protocol)
    backend._validate_port_and_protocol(balancer.type, port, protocol)
    for other in balancer.listeners.values():
        if other is not listener and other.port == port:
            raise DuplicateListenerError()
    given = [item["CertificateArn"] for item in params.get("Certificates") or []]
    certificates = given or listener.certificates
    alpn = params.get("AlpnPolicy")
    policy = params.get("SslPolicy") or listener.ssl_policy
    encrypted = protocol in _ENCRYPTED
    if not encrypted and not given and not params.get("SslPolicy") and not alpn:
        certificates, policy, alpn = [], None, []
    _check_encryption(backend, protocol, certificates, policy, alpn)
    actions = [FakeAction(dict(action)) for action in params.get("DefaultActions") or []]
    _check_actions(backend, balancer, protocol, actions or listener.default_actions)

    listener.port, listener.protocol = port, protocol
    listener.ssl_policy = (policy or _DEFAULT_POLICY) if encrypted else None
    if given or not certificates:
        # The certificates that were added for other names stay.
        listener.certificates = given + [arn for arn in listener.certificates[1:] if arn not in given]
        listener.certificate = given[0] if given else None
    if not encrypted:
        listener.certificates = []
    if alpn is not None:
        listener.alpn_policy = [] if alpn == ["None"] else alpn
    if "MutualAuthentication" in params:
        listener.mutual_authentication = params["MutualAuthentication"]
    if actions:
        listener.default_actions = actions
        listener._default_rule[0].actions = actions
    listener.created_as = None
    _sync_target_groups(backend)
    return ActionResult({"Listeners": [listener]})


def _delete(backend: Any, listener_arn: str) -> Any:
    listener = _listener(backend, listener_arn)
    del backend.load_balancers[listener.load_balancer_arn].listeners[listener_arn]
    backend.tagging_service.delete_all_tags_for_resource(listener_arn)
    _sync_target_groups(backend)
    return listener


def _listener(backend: Any, arn: str) -> Any:
    for balancer in backend.load_balancers.values():
        if arn in balancer.listeners:
            return balancer.listeners[arn]
    raise ListenerNotFoundError()


def _check_encryption(
    backend: Any,
    protocol: str | None,
    certificates: list[str],
    policy: str | None,
    alpn: list[str] | None,
) -> None:
    if protocol not in _ENCRYPTED:
        if certificates or policy:
            raise InvalidConfigurationRequest(
                f"Certificates and SSL policies are not supported for listeners with protocol '{protocol}'"
            )
        if alpn and alpn != ["None"]:
            raise ELBClientError(
                "ALPNPolicyNotFound", f"ALPN policies are not supported for listeners with protocol '{protocol}'"
            )
        return
    if not certificates:
        raise ValidationError(f"A certificate must be specified for {protocol} listeners")
    for arn in certificates:
        if not _certificate_exists(backend, arn):
            raise ELBClientError("CertificateNotFound", f"Certificate '{arn}' not found")
        if not _certificate_is_issued(backend, arn):
            raise ELBClientError(
                "UnsupportedCertificate",
                f"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a"
                " supported key size.",
            )
    if policy is not None and policy not in SSL_POLICIES:
        raise ELBClientError("SSLPolicyNotFound", f"SSL policy '{policy}' not found")
    if alpn:
        if protocol != "TLS" or len(alpn) != 1 or alpn[0] not in _ALPN_POLICIES:
            raise ELBClientError("ALPNPolicyNotFound", f"The ALPN policy '{', '.join(alpn)}' is not supported")


def _certificate_exists(backend: Any, arn: str) -> bool:
    return bool(backend._certificate_exists(certificate_arn=arn))


def _certificate_is_issued(backend: Any, arn: str) -> bool:
    from moto.acm.models import acm_backends

    bundle = acm_backends[backend.account_id][backend.region_name]._certificates.get(arn)
    if bundle is None:
        return True
    bundle.check()
    return bool(bundle.status == "ISSUED")


def _check_actions(backend: Any, balancer: Any, protocol: str | None, actions: list[Any]) -> None:
    backend._validate_actions(actions)
    for action in actions:
        if balancer.type == "network" and action.type != "forward":
            raise ELBClientError(
                "InvalidLoadBalancerAction", f"Action type '{action.type}' is not supported by network load balancers"
            )
        for arn in backend._get_target_group_arns_from(action_data=action.data):
            group = backend.target_groups[arn]
            if group.target_type != "lambda" and group.vpc_id != balancer.vpc_id:
                raise InvalidConfigurationRequest(f"The target group '{arn}' is not in the VPC of the load balancer")
            if protocol is not None and group.protocol not in _TARGETS[protocol]:
                raise ELBClientError(
                    "IncompatibleProtocols",
                    f"Target group protocol '{group.protocol}' is not compatible with listener protocol '{protocol}'",
                )
            if any(other != balancer.arn for other in group.load_balancer_arns):
                raise ELBClientError(
                    "TargetGroupAssociationLimit",
                    f"The following target groups cannot be associated with more than one load balancer: {arn}",
                )


def _sync_target_groups(backend: Any) -> None:
    """Let every target group know the load balancers whose listeners and rules forward to it."""
    for group in backend.target_groups.values():
        group.load_balancer_arns = []
    for balancer in backend.load_balancers.values():
        for listener in balancer.listeners.values():
            for rule in listener.rules.values():
                for action in rule.actions:
                    for arn in backend._get_target_group_arns_from(action_data=action.data):
                        group = backend.target_groups.get(arn)
                        if group is not None and balancer.arn not in group.load_balancer_arns:
                            group.load_balancer_arns.append(balancer.arn)
