"""A provider that does nothing, to measure the engine alone."""

import concurrent.futures
import sys

import grpc
from google.protobuf import empty_pb2

from privateapi.protocol import plugin_pb2, provider_pb2, provider_pb2_grpc


class Nothing(provider_pb2_grpc.ResourceProviderServicer):
    """Accepts everything and creates nothing."""

    def Handshake(self, request, context):  # type: ignore[no-untyped-def]
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, request, context):  # type: ignore[no-untyped-def]
        return plugin_pb2.PluginInfo(version="0.1.0")

    def CheckConfig(self, request, context):  # type: ignore[no-untyped-def]
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request, context):  # type: ignore[no-untyped-def]
        return provider_pb2.DiffResponse()

    def Configure(self, request, context):  # type: ignore[no-untyped-def]
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request, context):  # type: ignore[no-untyped-def]
        return provider_pb2.CheckResponse(inputs=request.news)

    def Create(self, request, context):  # type: ignore[no-untyped-def]
        return provider_pb2.CreateResponse(id="" if request.preview else "none", properties=request.properties)

    def Cancel(self, request, context):  # type: ignore[no-untyped-def]
        return empty_pb2.Empty()


server = grpc.server(concurrent.futures.ThreadPoolExecutor(max_workers=64))
provider_pb2_grpc.add_ResourceProviderServicer_to_server(Nothing(), server)
sys.stdout.write(f"{server.add_insecure_port('127.0.0.1:0')}\n")
sys.stdout.flush()
server.start()
server.wait_for_termination()
