"""An imported certificate has the chain that it was imported with, and keeps its tags when it is imported again.

moto adds Amazon's root to every chain. https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html
"""

from __future__ import annotations

from typing import Any

from moto.acm.models import AWSCertificateManagerBackend

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Keep the chain as it was given."""

    @patches.wrap(AWSCertificateManagerBackend, "import_certificate")
    def keep_chain(
        original: Any,
        backend: Any,
        certificate: bytes,
        private_key: bytes,
        chain: bytes | None,
        arn: str | None,
        tags: Any,
    ) -> str:
        before = backend._certificates.get(arn)
        found = original(backend, certificate, private_key, chain, arn, tags)
        bundle = backend._certificates[found]
        bundle.chain = chain or b""
        if before is not None:
            bundle.tags = before.tags
        return str(found)
