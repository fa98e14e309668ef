"""The environment of the engine on a sandbox stack: nothing of the user's clouds, backends or proxies reaches it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost")
# The engine's settings that would lead it to the user's own backend, stack or secrets.
_PULUMI = (
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_API",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
    "PULUMI_CONFIG",
    "PULUMI_STACK",
)


def sandbox_environment(base: Mapping[str, str], endpoint: str, backend: Path, home: Path) -> dict[str, str]:
    """`base` for a sandbox stack: AWS at `endpoint`, state in `backend`, the engine's own files in `home`.

    Every AWS_ variable of the user's is left out, for a profile, a token, an endpoint of one service or a setting in
    a configuration file could each lead a call to a real account.
    """
    variables = {key: value for key, value in base.items() if not key.startswith("AWS_") and key not in _PULUMI}
    proxied = [entry for key in ("NO_PROXY", "no_proxy") for entry in base.get(key, "").split(",") if entry.strip()]
    direct = ",".join(dict.fromkeys([*(entry.strip() for entry in proxied), *LOOPBACK]))
    return variables | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": direct,
        "no_proxy": direct,
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }
