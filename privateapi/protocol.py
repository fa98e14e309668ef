"""The SDK's generated gRPC modules, loaded without the SDK: `from privateapi.protocol import provider_pb2`.

`import pulumi` costs 0.1 s and 15 MB, and neither the plugin nor the language host needs any of it, so the folder of
the generated modules is imported as a package of its own. Both copies may live in one process: protobuf takes an equal
file twice and gives the same classes.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi.runtime.proto import (
        analyzer_pb2,
        analyzer_pb2_grpc,
        engine_pb2,
        engine_pb2_grpc,
        language_pb2,
        language_pb2_grpc,
        plugin_pb2,
        provider_pb2,
        provider_pb2_grpc,
        status_pb2,
    )
else:
    _PACKAGE = "_pulumi_protocol"

    def __getattr__(module: str) -> types.ModuleType:
        """A generated module, loaded when it is first asked for."""
        if module not in __all__:
            raise AttributeError(f"there is no module {module!r} in the protocol")
        if _PACKAGE not in sys.modules:
            sdk = importlib.util.find_spec("pulumi")
            if sdk is None or not sdk.submodule_search_locations:
                raise ModuleNotFoundError("the `pulumi` package is not in this environment")
            package = types.ModuleType(_PACKAGE)
            package.__path__ = [f"{folder}/runtime/proto" for folder in sdk.submodule_search_locations]
            sys.modules[_PACKAGE] = package
        return importlib.import_module(f"{_PACKAGE}.{module}")


__all__ = [
    "analyzer_pb2",
    "analyzer_pb2_grpc",
    "engine_pb2",
    "engine_pb2_grpc",
    "language_pb2",
    "language_pb2_grpc",
    "plugin_pb2",
    "provider_pb2",
    "provider_pb2_grpc",
    "status_pb2",
]
