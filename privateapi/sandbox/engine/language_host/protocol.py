"""The SDK's generated gRPC modules, loaded without the SDK.

`import pulumi` costs 0.2 s and a host needs none of it, so the folder of the generated modules is imported as a package
of its own. Both copies may live in one process: protobuf takes an equal file twice and gives the same classes.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2
else:
    _NAME = "_pulumi_protocol"

    def _load(module: str) -> types.ModuleType:
        if _NAME not in sys.modules:
            sdk = importlib.util.find_spec("pulumi")
            if sdk is None or not sdk.submodule_search_locations:
                raise ModuleNotFoundError("the language host needs the `pulumi` package in its environment")
            package = types.ModuleType(_NAME)
            package.__path__ = [f"{folder}/runtime/proto" for folder in sdk.submodule_search_locations]
            sys.modules[_NAME] = package
        return importlib.import_module(f"{_NAME}.{module}")

    language_pb2 = _load("language_pb2")
    language_pb2_grpc = _load("language_pb2_grpc")
    plugin_pb2 = _load("plugin_pb2")

__all__ = ["language_pb2", "language_pb2_grpc", "plugin_pb2"]
