"""The moment from which a requested certificate can be used (ACM API: DescribeCertificate)."""

import re
from typing import Annotated

from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource


def _certificate(value: str) -> str:
    if not re.fullmatch(r"arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate/.+", value):
        right = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"
        raise ValueError(f"{value!r} is not the ARN of a certificate; {right} is one")
    return value


class CertificateValidationArgs(RegionalArgs):
    """Inputs of the wait for a certificate."""

    certificate_arn: Annotated[str, AfterValidator(_certificate), Replaces()]
    """ARN of the requested certificate. Let this depend on the validation records."""


class CertificateValidationState(CertificateValidationArgs, State):
    """An issued certificate; the id is its ARN."""

    status: str
    """``ISSUED``."""


class CertificateValidation(Resource[CertificateValidationArgs, CertificateValidationState]):
    """Waits until a requested certificate is issued; AWS has nothing of its own for it.

    Listeners and domains take an issued certificate only: give them ``certificate_arn`` of this resource. The default
    time-out is 75 minutes; AWS gives up after 72 hours.
    """

    noun = "ACM Certificate Validation"
    service = "acm"

    def create(self, ctx: Context, args: CertificateValidationArgs) -> str:
        ctx.status("waiting for the certificate to be issued")
        ctx.wait("acm", "CertificateIssued", CertificateArn=args.certificate_arn)
        return args.certificate_arn

    def read(
        self, ctx: Context, id: str, prior: CertificateValidationState | None
    ) -> CertificateValidationState | None:
        certificate = ctx.client("acm").describe_certificate(CertificateArn=id)["Certificate"]
        if certificate["Status"] != "ISSUED":
            return None
        return self.state(region=ctx.region, certificate_arn=id, status=certificate["Status"])

    def delete(self, ctx: Context, id: str, state: CertificateValidationState) -> None:
        return
