"""UpdateCertificateOptions, which moto lacks.

https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateCertificateOptions.html
"""

from __future__ import annotations

from typing import Any

from moto.acm.responses import AWSCertificateManagerResponse
from moto.core.exceptions import AWSError
from moto.core.responses import EmptyResult

from privateapi.sandbox.aws.patches import Patches


class _InvalidStateException(AWSError):
    TYPE = "InvalidStateException"


def apply(patches: Patches) -> None:
    """Add the operation."""
    patches.add(AWSCertificateManagerResponse, "update_certificate_options", _update)


def _update(response: Any) -> EmptyResult:
    bundle = response.acm_backend.get_certificate(response._get_param("CertificateArn"))
    if bundle.type != "AMAZON_ISSUED":
        raise _InvalidStateException("Certificate options can be changed for certificates issued by Amazon only.")
    bundle.cert_options.update(response._get_param("Options"))
    return EmptyResult()
