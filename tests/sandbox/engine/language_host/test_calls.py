"""The calls of the language host that an ordinary `pulumi up` does not make, spoken to over gRPC."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2

from privateapi.protocol import language_pb2, language_pb2_grpc
from privateapi.sandbox.engine.language_host import service
from privateapi.sandbox.engine.language_host.service import LanguageHost

Call = Callable[[Any], Awaitable[Any]]


def ask(call: Call) -> Any:
    """What `call` gives for the stub of a host of its own."""

    async def run() -> Any:
        server = grpc.aio.server()
        host = LanguageHost("127.0.0.1:1")
        language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        try:
            async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
                return await asyncio.wait_for(call(language_pb2_grpc.LanguageRuntimeStub(channel)), timeout=60)
        finally:
            await host.close()
            await server.stop(None)

    return asyncio.run(run())


def refusal(call: Call) -> tuple[grpc.StatusCode, str]:
    with pytest.raises(grpc.aio.AioRpcError) as fault:
        ask(call)
    return fault.value.code(), str(fault.value.details())


def info(folder: Path, **options: str) -> language_pb2.ProgramInfo:
    message = language_pb2.ProgramInfo(root_directory=str(folder), program_directory=str(folder), entry_point=".")
    message.options.update(options)
    return message


@pytest.mark.parametrize(
    ("call", "request_type"),
    [
        ("GetRequiredPlugins", "GetRequiredPluginsRequest"),
        ("GetRequiredPackages", "GetRequiredPackagesRequest"),
        ("RuntimeOptionsPrompts", "RuntimeOptionsRequest"),
        ("Template", "TemplateRequest"),
        ("Handshake", "LanguageHandshakeRequest"),
    ],
)
def test_answers_nothing(call: str, request_type: str) -> None:
    answer = ask(lambda stub: getattr(stub, call)(getattr(language_pb2, request_type)()))
    assert answer.ByteSize() == 0


def test_plugin_info_names_no_version() -> None:
    assert ask(lambda stub: stub.GetPluginInfo(empty_pb2.Empty())).version == ""


@pytest.mark.parametrize(
    ("call", "request_type", "what"),
    [
        ("GenerateProject", "GenerateProjectRequest", "converting a project"),
        ("GeneratePackage", "GeneratePackageRequest", "generating an SDK"),
        ("Pack", "PackRequest", "packing an SDK"),
        ("Link", "LinkRequest", "linking an SDK"),
    ],
)
def test_refuses_in_words(call: str, request_type: str, what: str) -> None:
    assert refusal(lambda stub: getattr(stub, call)(getattr(language_pb2, request_type)())) == (
        grpc.StatusCode.UNIMPLEMENTED,
        f"{what} needs Pulumi with its own Python language host; this engine was built from its Go module",
    )


def test_refuses_a_debugger(tmp_path: Path) -> None:
    request = language_pb2.RunRequest(info=info(tmp_path), attach_debugger=True)
    code, text = refusal(lambda stub: stub.Run(request))
    assert (code, "under a debugger" in text) == (grpc.StatusCode.UNIMPLEMENTED, True)


def test_refuses_to_write_code_for_other_packages() -> None:
    request = language_pb2.GenerateProgramRequest(source={"main.pp": 'resource a "aws:s3:Bucket" {}\n'})
    code, text = refusal(lambda stub: stub.GenerateProgram(request))
    assert code is grpc.StatusCode.UNIMPLEMENTED
    assert text.endswith("; `--generate-code=false` imports without writing code")


def test_install_refuses_another_toolchain(tmp_path: Path) -> None:
    async def install(stub: Any) -> list[Any]:
        request = language_pb2.InstallDependenciesRequest(info=info(tmp_path, toolchain="poetry"))
        return [answer async for answer in stub.InstallDependencies(request)]

    code, text = refusal(install)
    assert (code, "'poetry'" in text) == (grpc.StatusCode.FAILED_PRECONDITION, True)


def test_install_says_what_pip_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (tmp_path / "requirements.txt").write_text("no-such-package-anywhere\n")
    said: list[bytes] = []

    async def install(stub: Any) -> None:
        request = language_pb2.InstallDependenciesRequest(info=info(tmp_path, virtualenv=sys.prefix))
        async for answer in stub.InstallDependencies(request):
            said.append(answer.stdout + answer.stderr)

    code, text = refusal(install)
    assert (code, text.endswith("requirements.txt failed")) == (grpc.StatusCode.INTERNAL, True)
    assert b"no-such-package-anywhere" in b"".join(said)


def run_request(folder: Path, program: str) -> language_pb2.RunRequest:
    (folder / "interpreter" / "bin").mkdir(parents=True)
    python = folder / "interpreter" / "bin" / "python"
    python.write_text(f"#!/bin/sh\n{program}\n")
    python.chmod(0o755)
    return language_pb2.RunRequest(info=info(folder, virtualenv="interpreter"), pwd=str(folder))


@pytest.mark.parametrize(
    ("case", "program", "error", "bail"),
    [
        ("success", "exit 0", "", False),
        ("a fault that was shown", f"exit {service.REPORTED}", "", True),
        ("another exit code", "exit 3", "the program exited with code 3", False),
        ("a signal", "kill -9 $$", "the program was ended by signal 9", False),
    ],
)
def test_end_of_a_program(tmp_path: Path, case: str, program: str, error: str, bail: bool) -> None:
    answer = ask(lambda stub: stub.Run(run_request(tmp_path, program)))
    assert (answer.error, answer.bail) == (error, bail), case


@pytest.mark.parametrize(
    ("case", "program"),
    [
        ("a program that ends when it is asked", "touch $STARTED; exec sleep 60"),
        ("a program that does not", "trap '' TERM; touch $STARTED; while :; do sleep 0.1; done"),
    ],
)
def test_cancel_ends_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, program: str) -> None:
    monkeypatch.setattr(service, "PATIENCE", 0.2)
    monkeypatch.setenv("STARTED", str(tmp_path / "started"))

    async def cancel(stub: Any) -> Any:
        running = stub.Run(run_request(tmp_path, program))
        waiting = asyncio.ensure_future(running)
        while not (tmp_path / "started").exists():
            await asyncio.sleep(0.02)
        await stub.Cancel(empty_pb2.Empty())
        return await waiting

    answer = ask(cancel)
    assert (answer.error, answer.bail) == ("", True), case


def test_plugin_that_ends_gives_its_output_and_code(tmp_path: Path) -> None:
    run_request(tmp_path, 'echo "$GIVEN $@"; echo aside >&2; exit 4')

    async def run(stub: Any) -> tuple[bytes, bytes, list[int]]:
        request = language_pb2.RunPluginRequest(
            info=info(tmp_path, virtualenv="interpreter"), args=["127.0.0.1:1"], env=["GIVEN=x=y"], pwd=str(tmp_path)
        )
        answers = [answer async for answer in stub.RunPlugin(request)]
        codes = [answer.exitcode for answer in answers if answer.WhichOneof("output") == "exitcode"]
        return b"".join(a.stdout for a in answers), b"".join(a.stderr for a in answers), codes

    assert ask(run) == (f"x=y -u {tmp_path} 127.0.0.1:1\n".encode(), b"aside\n", [4])


def test_plugin_ends_when_its_call_is_cancelled(tmp_path: Path) -> None:
    run_request(tmp_path, "trap 'touch ended; exit' TERM; echo ready; while :; do sleep 0.05; done")

    async def run(stub: Any) -> None:
        request = language_pb2.RunPluginRequest(info=info(tmp_path, virtualenv="interpreter"), pwd=str(tmp_path))
        call = stub.RunPlugin(request)
        await call.read()
        call.cancel()
        while not (tmp_path / "ended").exists():
            await asyncio.sleep(0.02)

    ask(run)
