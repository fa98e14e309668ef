"""ALI-VPA-01: VPC access authorizations of another VPC."""

from collections.abc import Iterator

from privateapi.rules.ali_vpc_access._uses import UseRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import Reached
from privateapi.rules.needed import same_resource
from privateapi.rules.rule import Outcome
from privateapi.topology.model import AlibabaVpc
from privateapi.topology.values import Known


class SameVpc(UseRule):
    """A VPC access authorization that is used on a VPC integration instance is of the instance's VPC."""

    id = "ALI-VPA-01"
    fix = "authorize the server in the instance's VPC, or serve the API with an instance that connects to the server's"

    def judge(self, use: Reached, design: Design) -> Iterator[Outcome]:
        instance, access = use.served.instance, use.access
        ends = (access.vpc, access), (instance.user_vpc, instance)
        if not same_resource(design.topology, *ends, AlibabaVpc, f"the VPC of {access.label} or {instance.label}"):
            found = [design.topology.follow(ref, AlibabaVpc, near) for ref, near in ends]
            names = [
                vpc.value.label if isinstance(vpc, Known) else f"{AlibabaVpc.noun} {ref.id.get('')}"
                for vpc, (ref, _) in zip(found, ends, strict=True)
            ]
            yield self.violation(
                f"{access.label} is of {names[0]}, but {instance.label}, on which {use.served.api.label} uses it, "
                f"connects to {names[1]}",
                access,
                instance,
                use.served.api,
            )
