"""A certificate says which load balancers and API domains use it, and cannot be deleted as long as one does.

moto counts classic load balancers only and deletes certificates in use.
https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
"""

from __future__ import annotations

from typing import Any

from moto.acm.models import AWSCertificateManagerBackend, CertBundle
from moto.core.exceptions import AWSError

from privateapi.sandbox.aws.patches import Patches


class _ResourceInUseException(AWSError):
    TYPE = "ResourceInUseException"


def apply(patches: Patches) -> None:
    """Compute the users of a certificate, and ask for them before a deletion."""
    patches.add(CertBundle, "in_use_by", property(_users, _set_classic))

    @patches.wrap(AWSCertificateManagerBackend, "delete_certificate")
    def delete_certificate(original: Any, backend: Any, arn: str) -> None:
        bundle = backend._certificates.get(arn)
        if bundle is not None and bundle.in_use_by:
            raise _ResourceInUseException(f"Certificate {arn} in account {backend.account_id} is in use.")
        original(backend, arn)


def _set_classic(bundle: Any, names: list[str]) -> None:
    bundle.classic_load_balancers = names


def _users(bundle: Any) -> list[str]:
    from moto.apigateway.models import apigateway_backends
    from moto.elbv2.models import elbv2_backends

    region, account_id = bundle.arn.split(":")[3:5]
    users = list(bundle.classic_load_balancers)
    for balancer in elbv2_backends[account_id][region].load_balancers.values():
        if any(bundle.arn in listener.certificates for listener in balancer.listeners.values()):
            users.append(balancer.arn)
    # An edge-optimized domain takes its certificate from us-east-1, whichever region it is in.
    gateways: list[Any] = list(apigateway_backends[account_id].values())
    for backend in gateways:
        for domain in backend.domain_names.values():
            if bundle.arn in (domain.settings.get("certificateArn"), domain.settings.get("regionalCertificateArn")):
                users.append(domain.arn)
    return users
