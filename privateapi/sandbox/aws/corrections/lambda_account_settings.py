"""GetAccountSettings, which moto lacks: how many functions may run at once, and what the functions take up.

https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.awslambda import urls
from moto.awslambda.responses import LambdaResponse

from privateapi.facts.quotas import quota_table
from privateapi.sandbox.aws.patches import Patches

# Deployment packages: 50 MB zipped, 250 MB unzipped. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
_ZIPPED, _UNZIPPED = 50 * 1024**2, 250 * 1024**2


def apply(patches: Patches) -> None:
    """Add the operation and its path."""
    patches.add(LambdaResponse, "get_account_settings", _settings)
    patches.set_item(urls.url_paths, r"{0}/(?P<api_version>[^/]+)/account-settings/?$", LambdaResponse.dispatch)


def _settings(response: Any) -> str:
    quotas = quota_table().quotas
    functions = list(response.backend.list_functions())
    concurrency = quotas["aws.lambda.concurrency"].default
    reserved = sum(int(each.reserved_concurrency or 0) for each in functions)
    limit = {
        "TotalCodeSize": quotas["aws.lambda.storage_gb"].default * 1024**3,
        "CodeSizeUnzipped": _UNZIPPED,
        "CodeSizeZipped": _ZIPPED,
        "ConcurrentExecutions": concurrency,
        "UnreservedConcurrentExecutions": concurrency - reserved,
    }
    usage = {"TotalCodeSize": sum(int(each.code_size) for each in functions), "FunctionCount": len(functions)}
    return json.dumps({"AccountLimit": limit, "AccountUsage": usage})
