"""Listeners (ELB API: CreateListener, ModifyListener, AddListenerCertificates, ModifyListenerAttributes)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids, Port
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.values import UNKNOWN
from privateapi.resources.elbv2 import _attributes
from privateapi.resources.elbv2._arn import LoadBalancerArn, TargetGroupArn
from privateapi.resources.elbv2._resource import Elbv2Resource


def _status(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _check_status(value: str) -> str:
    if len(value) != 3 or not value.isdecimal() or value[0] not in "245":
        raise ValueError(f"{value!r} is not a status that a listener may answer; 200 to 299 and 400 to 599 are")
    return value


class ListenerForwardTargetGroup(Model):
    """A target group and its share."""

    arn: TargetGroupArn
    """ARN of the target group."""
    weight: Annotated[int, Field(ge=0, le=999)] = 1
    """Share among the weights of all, 0 to 999."""


class ListenerForwardStickiness(Model):
    """Whether a client stays with the target group that it got first."""

    enabled: bool = True
    """Whether clients stay."""
    duration: Annotated[int, Field(ge=1, le=604800)] | None = None
    """Seconds, 1 to 604800 (a week); for application load balancers."""


def _by_arn(groups: list[ListenerForwardTargetGroup]) -> list[ListenerForwardTargetGroup]:
    return sorted(groups, key=lambda each: str(each.arn))


class ListenerForward(Model):
    """Several target groups by weight."""

    target_groups: Annotated[
        list[ListenerForwardTargetGroup], Field(min_length=1, max_length=5), AfterValidator(_by_arn)
    ]
    """One to five target groups."""
    stickiness: ListenerForwardStickiness | None = None
    """Whether clients stay with their target group; left out, they do not."""


class ListenerFixedResponse(Model):
    """An answer that the load balancer gives itself."""

    status_code: Annotated[str, BeforeValidator(_status), AfterValidator(_check_status)]
    """Status: 2xx, 4xx or 5xx."""
    content_type: Literal["text/plain", "text/css", "text/html", "application/javascript", "application/json"] = (
        "text/plain"
    )
    """Content type of the body."""
    message_body: Annotated[str, Field(max_length=1024)] | None = None
    """The body, at most 1024 characters."""


class ListenerRedirect(Model):
    """An answer that sends the client elsewhere; ``#{...}`` stands for the part of the request."""

    status_code: Literal["HTTP_301", "HTTP_302"]
    """Moved for good (301) or for now (302)."""
    protocol: Literal["HTTP", "HTTPS", "#{protocol}"] = "#{protocol}"
    """Protocol; HTTPS is never redirected to HTTP."""
    port: Annotated[str, BeforeValidator(_status)] = "#{port}"
    """Port."""
    host: Annotated[str, Field(min_length=1, max_length=128)] = "#{host}"
    """Host name."""
    path: Annotated[str, Field(min_length=1, max_length=128, pattern="^/")] = "/#{path}"
    """Path, beginning with a slash."""
    query: Annotated[str, Field(max_length=128)] = "#{query}"
    """Query, without the question mark."""


class ListenerAction(Model):
    """What a listener does with what comes in."""

    type: Literal["forward", "fixed-response", "redirect"]
    """Forward to targets or, with HTTP and HTTPS, answer itself."""
    target_group_arn: TargetGroupArn | None = None
    """ARN of the target group to forward to, where it is one."""
    forward: ListenerForward | None = None
    """The target groups to forward to, where it is several."""
    fixed_response: ListenerFixedResponse | None = None
    """The answer to give."""
    redirect: ListenerRedirect | None = None
    """Where to send the client."""

    @model_validator(mode="after")
    def _simplest(self) -> Self:
        """One target group without stickiness is written in one way only."""
        if isinstance(self.forward, ListenerForward) and isinstance(self.forward.target_groups, list):
            groups, sticky = self.forward.target_groups, self.forward.stickiness
            if isinstance(sticky, ListenerForwardStickiness) and sticky.enabled is False:
                self.forward.stickiness = sticky = None
            if sticky is None and len(groups) == 1 and self.target_group_arn is None:
                if isinstance(groups[0], ListenerForwardTargetGroup):
                    self.target_group_arn, self.forward = groups[0].arn, None
        return self


def _one(actions: list[ListenerAction]) -> list[ListenerAction]:
    if len(actions) != 1:
        raise ValueError(f"there are {len(actions)} actions; one action would be right")
    return actions


class ListenerMutualAuthentication(Model):
    """Whether clients must show a certificate; for HTTPS."""

    mode: Literal["off", "passthrough", "verify"]
    """Not asked for, passed on to the targets, or checked against the trust store."""
    trust_store_arn: str | None = None
    """ARN of the trust store, with ``verify``."""
    ignore_client_certificate_expiry: bool = False
    """Whether expired certificates are taken."""
    advertise_trust_store_ca_names: Literal["on", "off"] = "off"
    """Whether clients are told which authorities are trusted."""


class ListenerArgs(RegionalArgs, TaggedArgs):
    """Inputs of a listener."""

    load_balancer_arn: Annotated[LoadBalancerArn, Replaces()]
    """ARN of the load balancer."""
    port: Port | None = None
    """Port that clients connect to; a gateway load balancer's listener has none."""
    protocol: Literal["TCP", "TLS", "UDP", "TCP_UDP", "HTTP", "HTTPS", "QUIC", "TCP_QUIC"] | None = None
    """Protocol of clients: HTTP and HTTPS for application load balancers, others for network load balancers; a gateway
    load balancer's listener has none."""
    certificate_arn: str | None = None
    """ARN of the certificate for TLS and HTTPS, in the same Region."""
    additional_certificate_arns: Ids | None = None
    """ARNs of further certificates, chosen by the name that a client asks for (SNI). Left out, those that others add
    are left alone."""
    ssl_policy: Annotated[str | None, Chosen()] = None
    """Name of the security policy for TLS and HTTPS, such as ``ELBSecurityPolicy-TLS13-1-2-2021-06``. AWS's choice,
    ``ELBSecurityPolicy-2016-08``, still takes TLS 1.0."""
    alpn_policy: Literal["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"] = "None"
    """Which application protocols TLS clients are offered (ALPN)."""
    default_actions: Annotated[list[ListenerAction], AfterValidator(_one)]
    """What is done with what comes in: one action."""
    mutual_authentication: ListenerMutualAuthentication | None = None
    """Whether clients must show a certificate; left out, they need not."""
    tcp_idle_timeout_seconds: Annotated[int, Field(ge=60, le=6000)] = 350
    """Seconds after which an idle flow is forgotten, 60 to 6000; for TCP and gateway load balancers."""

    def faults(self) -> Iterator[Fault]:
        if (self.port is None) != (self.protocol is None):
            wire, other = ("port", "protocol") if self.port is None else ("protocol", "port")
            yield Fault(wire, f"is required with {other}; leave out both for a gateway load balancer")
        elif self.protocol is None or isinstance(self.protocol, str):
            yield from self._protocol_faults(f"the protocol is {self.protocol!r}" if self.protocol else "there is none")
        for index, action in enumerate(self.default_actions if isinstance(self.default_actions, list) else []):
            if isinstance(action, ListenerAction):
                yield from self._action_faults(f"defaultActions[{index}]", action)
        mutual = self.mutual_authentication
        if isinstance(mutual, ListenerMutualAuthentication):
            if mutual.mode == "verify" and mutual.trust_store_arn is None:
                yield Fault("mutualAuthentication.trustStoreArn", "is required with mode 'verify'")
            if isinstance(mutual.mode, str) and mutual.mode != "verify" and mutual.trust_store_arn is not None:
                yield Fault("mutualAuthentication.trustStoreArn", f"is for mode 'verify'; the mode is {mutual.mode!r}")

    def _protocol_faults(self, what: str) -> Iterator[Fault]:
        if self.protocol in _ENCRYPTED:
            if self.certificate_arn is None:
                yield Fault("certificateArn", f"is required with protocol {self.protocol!r}")
        else:
            for wire, value in (
                ("certificateArn", self.certificate_arn),
                ("additionalCertificateArns", self.additional_certificate_arns),
                ("sslPolicy", self.ssl_policy),
            ):
                if value is not None and value != []:
                    yield Fault(wire, f"is for TLS and HTTPS; {what}")
        if self.alpn_policy not in ("None", UNKNOWN) and self.protocol != "TLS":
            yield Fault("alpnPolicy", f"is for TLS; {what}")
        if self.mutual_authentication is not None and self.protocol != "HTTPS":
            yield Fault("mutualAuthentication", f"is for HTTPS; {what}")
        if self.tcp_idle_timeout_seconds not in (350, UNKNOWN) and self.protocol not in ("TCP", None):
            yield Fault("tcpIdleTimeoutSeconds", f"is for TCP and gateway load balancers; {what}")

    def _action_faults(self, path: str, action: ListenerAction) -> Iterator[Fault]:
        blocks = {"forward": action.forward, "fixed-response": action.fixed_response, "redirect": action.redirect}
        if not isinstance(action.type, str):
            return
        for kind, block in blocks.items():
            wire = "fixedResponse" if kind == "fixed-response" else kind
            if kind != action.type and block is not None:
                yield Fault(f"{path}.{wire}", f"does not go with type {action.type!r}")
            elif kind == action.type and kind != "forward" and block is None:
                yield Fault(f"{path}.{wire}", f"is required with type {kind!r}")
        if action.type == "forward":
            if (action.target_group_arn is None) == (action.forward is None):
                yield Fault(f"{path}.targetGroupArn", "or forward is required with type 'forward'; give one of the two")
        elif action.target_group_arn is not None:
            yield Fault(f"{path}.targetGroupArn", f"does not go with type {action.type!r}")
        if action.type != "forward" and isinstance(self.protocol, str) and self.protocol not in ("HTTP", "HTTPS"):
            yield Fault(f"{path}.type", f"{action.type!r} is for HTTP and HTTPS; the protocol is {self.protocol!r}")
        if isinstance(action.redirect, ListenerRedirect):
            yield from self._redirect_faults(f"{path}.redirect", action.redirect)

    def _redirect_faults(self, path: str, redirect: ListenerRedirect) -> Iterator[Fault]:
        parts = (redirect.protocol, redirect.port, redirect.host, redirect.path)
        if parts == ("#{protocol}", "#{port}", "#{host}", "/#{path}"):
            yield Fault(path, "leads back to the same place; change the protocol, port, host or path")
        if redirect.protocol == "HTTP" and self.protocol == "HTTPS":
            yield Fault(f"{path}.protocol", "'HTTP' is less safe than the listener's HTTPS, which AWS refuses")


class ListenerState(ListenerArgs, State):
    """A listener; its id is its ARN."""

    arn: str
    """ARN."""


class Listener(Elbv2Resource[ListenerArgs, ListenerState]):
    """A port of a load balancer and what is done with what comes in there."""

    noun = "ELBv2 Listener"
    arn_kind = "listener/"
    # Only another load balancer replaces a listener, and its target group can belong to one load balancer at a time.
    replaced_first = ()

    def create(self, ctx: Context, args: ListenerArgs) -> str:
        elb = ctx.client("elbv2")
        request = {
            "LoadBalancerArn": args.load_balancer_arn,
            **_settings(args, _SETTINGS),
            "Tags": self.birth_tags(ctx, args),
        }
        # A certificate that was just issued is not known to load balancers at once.
        answer = ctx.retry("elbv2", "eventual", lambda: elb.create_listener(**request), timeout=60)
        return str(answer["Listeners"][0]["ListenerArn"])

    def complete(self, ctx: Context, id: str, args: ListenerArgs) -> None:
        self._add_certificates(ctx, id, args.additional_certificate_arns or [])
        if args.tcp_idle_timeout_seconds != _IDLE_TIMEOUT:
            self._set_idle_timeout(ctx, id, args.tcp_idle_timeout_seconds)

    def read(self, ctx: Context, id: str, prior: ListenerState | None) -> ListenerState | None:
        elb = ctx.client("elbv2")
        found = elb.describe_listeners(ListenerArns=[id])["Listeners"][0]
        protocol = found.get("Protocol") or None
        timeout = str(_IDLE_TIMEOUT)
        if protocol in (None, "TCP"):
            described = _attributes.key_values(elb.describe_listener_attributes(ListenerArn=id)["Attributes"])
            timeout = described.get(_IDLE_KEY, timeout)
        certificate = next((each["CertificateArn"] for each in found.get("Certificates") or []), None)
        more = None
        if certificate is not None and (prior is None or prior.additional_certificate_arns):
            more = self._certificates(ctx, id) or None
        return self.state(
            region=ctx.region,
            tags=self.read_tags(ctx, id),
            load_balancer_arn=found["LoadBalancerArn"],
            port=found.get("Port"),
            protocol=protocol,
            certificate_arn=certificate,
            additional_certificate_arns=more,
            ssl_policy=found.get("SslPolicy"),
            alpn_policy=next(iter(found.get("AlpnPolicy") or []), "None"),
            default_actions=[_action(each) for each in found.get("DefaultActions", [])],
            mutual_authentication=_mutual(found.get("MutualAuthentication"), prior),
            tcp_idle_timeout_seconds=int(timeout),
            arn=id,
        )

    def update(self, ctx: Context, id: str, old: ListenerState, new: ListenerArgs, changed: frozenset[str]) -> None:
        elb = ctx.client("elbv2")
        # Another protocol takes its certificate and policies along.
        names = set(_SETTINGS) if "protocol" in changed else _SETTINGS.keys() & changed
        if names:
            request = {"ListenerArn": id, **_settings(new, names)}
            if "mutual_authentication" in changed and new.mutual_authentication is None:
                request["MutualAuthentication"] = {"Mode": "off"}
            ctx.retry("elbv2", "eventual", lambda: elb.modify_listener(**request), timeout=60)
        if "additional_certificate_arns" in changed:
            before, after = set(old.additional_certificate_arns or []), set(new.additional_certificate_arns or [])
            self._add_certificates(ctx, id, sorted(after - before))
            if gone := sorted(before - after):
                elb.remove_listener_certificates(ListenerArn=id, Certificates=_listed(gone))
        if "tcp_idle_timeout_seconds" in changed:
            self._set_idle_timeout(ctx, id, new.tcp_idle_timeout_seconds)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: ListenerState) -> None:
        ctx.retry("elbv2", "dependency", lambda: ctx.client("elbv2").delete_listener(ListenerArn=id))

    def _add_certificates(self, ctx: Context, id: str, arns: list[str]) -> None:
        if arns:
            elb, certificates = ctx.client("elbv2"), _listed(arns)
            ctx.retry(
                "elbv2",
                "eventual",
                lambda: elb.add_listener_certificates(ListenerArn=id, Certificates=certificates),
                timeout=60,
            )

    def _certificates(self, ctx: Context, id: str) -> list[str]:
        """The certificates beside the default one; AWS lists that one too."""
        found: list[str] = []
        marker: dict[str, str] = {}
        while True:
            answer = ctx.client("elbv2").describe_listener_certificates(ListenerArn=id, **marker)
            found += [each["CertificateArn"] for each in answer["Certificates"] if not each.get("IsDefault")]
            if not answer.get("NextMarker"):
                return sorted(found)
            marker = {"Marker": answer["NextMarker"]}

    def _set_idle_timeout(self, ctx: Context, id: str, seconds: int) -> None:
        ctx.client("elbv2").modify_listener_attributes(
            ListenerArn=id, Attributes=_attributes.listed({_IDLE_KEY: str(seconds)})
        )


_ENCRYPTED = ("TLS", "HTTPS")
_IDLE_KEY = "tcp.idle_timeout.seconds"
_IDLE_TIMEOUT = 350
"""Seconds that AWS gives a new listener (ELB API, ListenerAttribute)."""
_SETTINGS = {
    "port": "Port",
    "protocol": "Protocol",
    "certificate_arn": "Certificates",
    "ssl_policy": "SslPolicy",
    "alpn_policy": "AlpnPolicy",
    "default_actions": "DefaultActions",
    "mutual_authentication": "MutualAuthentication",
}
_FORWARD = "ForwardConfig"
_REDIRECT = {
    "status_code": "StatusCode",
    "protocol": "Protocol",
    "port": "Port",
    "host": "Host",
    "path": "Path",
    "query": "Query",
}
_MUTUAL = {
    "mode": "Mode",
    "trust_store_arn": "TrustStoreArn",
    "ignore_client_certificate_expiry": "IgnoreClientCertificateExpiry",
    "advertise_trust_store_ca_names": "AdvertiseTrustStoreCaNames",
}


def _listed(arns: list[str]) -> list[dict[str, str]]:
    return [{"CertificateArn": arn} for arn in arns]


def _settings(args: ListenerArgs, names: Any) -> dict[str, Any]:
    """The API's parameters for the named inputs."""
    request: dict[str, Any] = {}
    for name in names:
        value, api = getattr(args, name), _SETTINGS[name]
        if name == "certificate_arn":
            value = _listed([value]) if value else None
        elif name == "alpn_policy":
            value = [value] if args.protocol == "TLS" else None
        elif name == "default_actions":
            value = [_request(action) for action in value]
        elif name == "mutual_authentication" and value is not None:
            value = _mutual_request(value)
        if value is not None:
            request[api] = value
    return request


def _mutual_request(mutual: ListenerMutualAuthentication) -> dict[str, Any]:
    if mutual.mode != "verify":
        return {"Mode": mutual.mode}
    return {api: getattr(mutual, name) for name, api in _MUTUAL.items()}


def _request(action: ListenerAction) -> dict[str, Any]:
    request: dict[str, Any] = {"Type": action.type}
    if action.target_group_arn is not None:
        request["TargetGroupArn"] = action.target_group_arn
    if action.forward is not None:
        groups = [{"TargetGroupArn": each.arn, "Weight": each.weight} for each in action.forward.target_groups]
        request[_FORWARD] = {"TargetGroups": groups}
        if action.forward.stickiness is not None:
            sticky: dict[str, Any] = {"Enabled": True}
            if action.forward.stickiness.duration is not None:
                sticky["DurationSeconds"] = action.forward.stickiness.duration
            request[_FORWARD]["TargetGroupStickinessConfig"] = sticky
    if action.fixed_response is not None:
        request["FixedResponseConfig"] = {
            "StatusCode": action.fixed_response.status_code,
            "ContentType": action.fixed_response.content_type,
        }
        if action.fixed_response.message_body is not None:
            request["FixedResponseConfig"]["MessageBody"] = action.fixed_response.message_body
    if action.redirect is not None:
        request["RedirectConfig"] = {api: getattr(action.redirect, name) for name, api in _REDIRECT.items()}
    return request


def _action(found: dict[str, Any]) -> dict[str, Any]:
    action: dict[str, Any] = {"type": found["Type"]}
    if found["Type"] == "forward":
        forward = found.get(_FORWARD) or {"TargetGroups": [{"TargetGroupArn": found.get("TargetGroupArn")}]}
        sticky = forward.get("TargetGroupStickinessConfig") or {}
        action["forward"] = {
            "target_groups": [
                {"arn": each["TargetGroupArn"], "weight": each.get("Weight", 1)} for each in forward["TargetGroups"]
            ]
        }
        if sticky.get("Enabled"):
            action["forward"]["stickiness"] = {"enabled": True, "duration": sticky.get("DurationSeconds")}
    if found["Type"] == "fixed-response":
        response = found["FixedResponseConfig"]
        action["fixed_response"] = {
            "status_code": response["StatusCode"],
            "content_type": response.get("ContentType", "text/plain"),
            "message_body": response.get("MessageBody") or None,
        }
    if found["Type"] == "redirect":
        redirect = found["RedirectConfig"]
        action["redirect"] = {name: redirect[api] for name, api in _REDIRECT.items() if api in redirect}
    return action


def _mutual(found: dict[str, Any] | None, prior: ListenerState | None) -> dict[str, Any] | None:
    asked = prior is not None and prior.mutual_authentication is not None
    if not found or (found.get("Mode") == "off" and not asked):
        return {"mode": "off"} if asked else None
    return {name: found[api] for name, api in _MUTUAL.items() if found.get(api) is not None}
