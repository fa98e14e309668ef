"""The harness itself: what policies see in it is what they see under the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

from privateapi.packs.testing import UNKNOWN, Diagnostic, PackRunner, Resource, run, secret
from privateapi.readers.resource import SENTINELS

MANDATORY = EnforcementLevel.MANDATORY


def naive(args: ResourceValidationArgs, report: ReportViolation) -> None:
    if args.props["acl"] == "public-read":
        report("must not be public", None)


NAIVE = ResourceValidationPolicy("naive", "No public buckets.", naive, MANDATORY)


def test_resource_policy() -> None:
    result = run([NAIVE], [Resource("aws:s3/bucket:Bucket", "logs", {"acl": "public-read"})])
    assert result.diagnostics == [Diagnostic("naive", "mandatory", "must not be public", "logs")]
    assert (
        result.refused and result.messages("mandatory") == ["must not be public"] and result.messages("advisory") == []
    )


def test_unknown_value_fails_open_as_under_the_engine() -> None:
    """The SDK ends a policy at an unknown value and says so as advice only, whatever the policy's level."""
    result = run([NAIVE], [Resource("aws:s3/bucket:Bucket", "logs", {"acl": UNKNOWN})])
    (found,) = result.diagnostics
    assert (found.level, result.refused) == ("advisory", False)
    assert found.message.startswith("can't run policy 'naive'")


def during_run(resource: Resource, look: Callable[[Any], object]) -> object:
    """What `look` finds in the properties that a stack policy gets."""
    seen: list[object] = []
    policy = StackValidationPolicy("look", "look", lambda args, report: seen.append(look(args.resources[0].props)))
    run([policy], [resource])
    return seen[0]


def test_proxies_are_no_lists_and_no_dictionaries() -> None:
    resource = Resource("a:b:C", "c", {"list": ["x"], "map": {"k": "v"}})
    assert during_run(resource, lambda props: isinstance(props["list"], list)) is False
    assert during_run(resource, lambda props: isinstance(props["map"], dict)) is False


def test_slices_leak_sentinels() -> None:
    resource = Resource("a:b:C", "c", {"list": ["x", UNKNOWN]})
    assert during_run(resource, lambda props: props["list"][0:2][1] in SENTINELS) is True


def test_numbers_are_floats() -> None:
    assert during_run(Resource("a:b:C", "c", {"port": 443}), lambda props: type(props["port"])) is float


def test_secrets_are_plain() -> None:
    resource = Resource("a:b:C", "c", {"password": secret("hunter2")})
    assert during_run(resource, lambda props: props["password"]) == "hunter2"


def test_stack_policy_sees_references() -> None:
    seen: list[Any] = []

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        for each in args.resources:
            seen.append(
                (each.name, {name: [one.name for one in found] for name, found in each.property_dependencies.items()})
            )
        report("about the subnet", args.resources[1].urn)
        report("about the stack", None)

    vpc = Resource("aws:ec2/vpc:Vpc", "hub")
    subnet = Resource("aws:ec2/subnet:Subnet", "a", {"vpcId": vpc.output(), "cidrBlock": "10.0.0.0/24"})
    result = run([StackValidationPolicy("stack", "A stack.", validate)], [vpc, subnet], level=MANDATORY)
    assert seen == [("hub", {}), ("a", {"vpcId": ["hub"]})]
    assert [(each.resource, each.message, each.level) for each in result.diagnostics] == [
        ("a", "about the subnet", "mandatory"),
        ("", "about the stack", "mandatory"),
    ]


def test_remediation_changes_what_later_policies_see() -> None:
    seen: list[Any] = []

    def remediate(args: ResourceValidationArgs) -> Any:
        return {**args.props, "acl": "private"}

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        seen.extend(each.props["acl"] for each in args.resources)

    policies: list[Policy] = [
        ResourceValidationPolicy(
            "private", "Private.", remediate=remediate, enforcement_level=EnforcementLevel.REMEDIATE
        ),
        NAIVE,
        StackValidationPolicy("stack", "A stack.", validate),
    ]
    result = run(policies, [Resource("aws:s3/bucket:Bucket", "logs", {"acl": "public-read"})])
    assert (result.remediated, seen, result.refused) == ({"logs": {"acl": "private"}}, ["private"], False)
    assert result.not_applicable == [("private", "Policy does not implement validate")]


def test_remediation_that_fails_is_advice() -> None:
    from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

    def remediate(args: ResourceValidationArgs) -> Any:
        raise UnknownValueError(UNKNOWN_STRING_VALUE, ["acl"])

    policy = ResourceValidationPolicy("r", "R.", remediate=remediate, enforcement_level=EnforcementLevel.REMEDIATE)
    (found,) = run([policy], [Resource("a:b:C", "c")]).diagnostics
    assert (found.level, found.resource) == ("advisory", "c")


def test_configuration() -> None:
    seen: list[Any] = []

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        seen.append(dict(args.get_config()))

    policies: list[Policy] = [StackValidationPolicy(name, name, validate) for name in ("a", "b", "c")]
    run(policies, [], {"a": {"limit": 3, "enforcementLevel": "mandatory"}, "b": "disabled"})
    assert seen == [{"limit": 3.0}, {}]


def test_secrets_providers_and_parents() -> None:
    seen: list[Any] = []

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        provider = args.provider.props["region"] if args.provider else None
        seen.append((args.urn, args.opts.parent, provider, args.props["x"], args.opts.additional_secret_outputs))

    component = Resource("my:index:Box", "box", {"x": 1}, component=True)
    child = Resource(
        "aws:s3/bucket:Bucket",
        "b",
        {"x": secret([1, secret("y")])},
        parent=component,
        provider={"region": "us-east-1"},
        additional_secret_outputs=["y"],
    )
    run([ResourceValidationPolicy("look", "look", validate)], [component, child])
    assert seen[0] == ("urn:pulumi:dev::test::my:index:Box::box", None, None, 1.0, [])
    urn, parent, region, value, secrets = seen[1]
    assert urn == "urn:pulumi:dev::test::my:index:Box$aws:s3/bucket:Bucket::b"
    assert (parent, region, list(value), list(secrets)) == (component.urn, "us-east-1", [1.0, "y"], ["y"])


def test_runner_keeps_the_pack_between_operations() -> None:
    calls: list[int] = []
    policy = StackValidationPolicy("s", "s", lambda args, report: calls.append(len(args.resources)))
    runner = PackRunner([policy])
    runner.run([])
    runner.run([Resource("a:b:C", "c")])
    assert calls == [0, 1]
