"""The certificate of a name in every region that answers it, validated by one record."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import cast

import pulumi

from privateapi.rules.aws_tls.name_validatable import NameValidatable
from privateapi.sdk import acm, route53
from privateapi.topology.model import Certificate
from privateapi.topology.values import Known

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component


class NameCertificate(Component):
    """Requests a certificate of the same name in each region; a certificate is of one Region.

    ACM asks for one and the same CNAME for a name in an account, whatever the Region (ACM User Guide, "DNS
    validation"), and looks for it again at each renewal. So the record is there once for all regions, and stays as long
    as one of them does.

    Args:
        domain_name: the name.
        regions: where certificates are requested.
        validation_zone_id: public zone that gets the record; left out, the record of `domain_validation_options` has to
            be made by hand on a real account.
        tags: tags of everything created.

    Attributes:
        arns: ARN of the issued certificate by region; it is known once the certificate can be used.

    Raises:
        ComponentError: there is no region, or no public authority can validate the name.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        domain_name: str,
        regions: Sequence[str],
        validation_zone_id: pulumi.Input[str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        if not regions:
            raise ComponentError("NameCertificate", name, "regions: there is none; give at least one")
        design = ComponentDesign("NameCertificate", name)
        design.add(Certificate(origin=design.origin("domainName"), name=name, domain_name=Known(domain_name)))
        design.require((NameValidatable(),))
        super().__init__(name, {"domainName": domain_name, "regions": list(regions)}, opts, tags)
        certificates = {
            region: acm.Certificate(
                f"{name}-{region}",
                self._child(),
                region=region,
                domain_name=domain_name,
                validation_method="DNS",
                tags=self._named(domain_name),
            )
            for region in regions
        }
        records: list[pulumi.Resource] = []
        if validation_zone_id is not None:
            asked = [each.domain_validation_options.apply(_first) for each in certificates.values()]
            records.append(
                route53.RecordSet(
                    f"{name}-validation",
                    self._child(),
                    zone_id=validation_zone_id,
                    # Known already in the preview of a change that adds a region, wherever in the list.
                    name=_first_known([each.apply(lambda option: option.resource_record_name or "") for each in asked]),
                    type="CNAME",
                    ttl=60,
                    records=[
                        _first_known([each.apply(lambda option: option.resource_record_value or "") for each in asked])
                    ],
                )
            )
        self.arns: dict[str, pulumi.Output[str]] = {
            # A listener takes an issued certificate only.
            region: acm.CertificateValidation(
                f"{name}-{region}", self._child(records), region=region, certificate_arn=certificate.arn
            ).certificate_arn
            for region, certificate in certificates.items()
        }
        self.register_outputs({"arns": self.arns})


def _first(options: Sequence[acm.CertificateValidationOption] | None) -> acm.CertificateValidationOption:
    if not options:
        raise ValueError("the certificate has no validation records")
    return options[0]


def _first_known(texts: Sequence[pulumi.Output[str]]) -> pulumi.Output[str]:
    """Of outputs with one and the same text, the first one that is known."""

    async def choose() -> pulumi.Output[str]:
        for each in texts:
            if await each.is_known():
                return each
        return texts[0]

    # An Output inside an awaitable is unwrapped, which the SDK's types do not say.
    return pulumi.Output.from_input(cast(Awaitable[str], choose()))
