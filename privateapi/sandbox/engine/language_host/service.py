"""The service LanguageRuntime: what the engine asks of a language, answered for Python."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn

import grpc

from privateapi.protocol import language_pb2, language_pb2_grpc, plugin_pb2
from privateapi.sandbox.engine.language_host.environment import (
    EnvironmentFault,
    ProgramEnvironment,
    virtualenv_folder,
)

# The exit code of program.py for "the user has been told".
REPORTED = 32
# How long a child may take to end after SIGTERM before it is killed, in seconds. The engine waits 5 s for its host.
PATIENCE = 2.0
# Calls that only code generation for other languages makes, with what a user was about to do.
UNSUPPORTED = {
    "GenerateProject": "converting a project",
    "GeneratePackage": "generating an SDK",
    "Pack": "packing an SDK",
    "Link": "linking an SDK",
}

Launch = Callable[..., AbstractAsyncContextManager[asyncio.subprocess.Process]]


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Answers the engine. `engine_address` is where programs send their log lines."""

    def __init__(self, engine_address: str) -> None:
        self._engine_address = engine_address
        self._children: set[asyncio.subprocess.Process] = set()
        self._cancelled = False

    async def Handshake(self, request: language_pb2.LanguageHandshakeRequest, context: Any) -> Any:
        self._engine_address = request.engine_address
        return language_pb2.LanguageHandshakeResponse()

    async def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo()

    async def GetRequiredPlugins(self, request: Any, context: Any) -> Any:
        return language_pb2.GetRequiredPluginsResponse()

    async def GetRequiredPackages(self, request: Any, context: Any) -> Any:
        # The engine then asks for a plugin when the first resource of its package is registered.
        return language_pb2.GetRequiredPackagesResponse()

    async def RuntimeOptionsPrompts(self, request: Any, context: Any) -> Any:
        return language_pb2.RuntimeOptionsResponse()

    async def Template(self, request: Any, context: Any) -> Any:
        return language_pb2.TemplateResponse()

    async def About(self, request: language_pb2.AboutRequest, context: Any) -> Any:
        environment = await self._environment(request.info, context)
        async with self._child([environment.python, "--version"], capture=True) as child:
            stdout, _ = await child.communicate()
        version = stdout.decode().strip().removeprefix("Python ")
        return language_pb2.AboutResponse(executable=environment.python, version=version)

    async def GetProgramDependencies(self, request: language_pb2.GetProgramDependenciesRequest, context: Any) -> Any:
        from privateapi.sandbox.engine.language_host.dependencies import dependencies

        environment = await self._environment(request.info, context)
        found = dependencies(environment.site_packages(), transitive=request.transitiveDependencies)
        return language_pb2.GetProgramDependenciesResponse(
            dependencies=[language_pb2.DependencyInfo(name=name, version=version) for name, version in found]
        )

    async def Run(self, request: language_pb2.RunRequest, context: Any) -> Any:
        if request.attach_debugger:
            await _refuse(context, "starting a program under a debugger")
        environment = await self._environment(request.info, context)
        settings = {
            "project": request.project,
            "stack": request.stack,
            "organization": request.organization or "organization",
            "root_directory": request.info.root_directory,
            "pwd": request.pwd or request.info.program_directory,
            "program": str(Path(request.info.program_directory, request.info.entry_point)),
            "monitor": request.monitor_address,
            "engine": self._engine_address,
            "parallel": request.parallel,
            "dry_run": request.dryRun,
        }
        command = [environment.python, "-u", str(Path(__file__).with_name("program.py")), json.dumps(settings)]
        variables = environment.variables(
            os.environ,
            {
                "PULUMI_CONFIG": json.dumps(dict(request.config)),
                "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
            },
        )
        # The first argument is the engine's address, for hosts that were started without it.
        async with self._child([*command, *request.args], variables=variables) as child:
            code = await child.wait()
        if code == 0:
            return language_pb2.RunResponse()
        if code == REPORTED or self._cancelled:
            return language_pb2.RunResponse(bail=True)
        reason = f"was ended by signal {-code}" if code < 0 else f"exited with code {code}"
        return language_pb2.RunResponse(error=f"the program {reason}")

    async def RunPlugin(
        self, request: language_pb2.RunPluginRequest, context: Any
    ) -> AsyncIterator[language_pb2.RunPluginResponse]:
        environment = await self._environment(request.info, context)
        program = str(Path(request.info.program_directory, request.info.entry_point))
        given = dict(entry.split("=", 1) for entry in request.env if "=" in entry)
        command = [environment.python, "-u", program, *request.args]
        variables = environment.variables(os.environ, given)
        async with self._child(command, variables=variables, cwd=request.pwd, capture=True) as child:
            async for name, chunk in _output(child):
                yield (
                    language_pb2.RunPluginResponse(stdout=chunk)
                    if name == "stdout"
                    else language_pb2.RunPluginResponse(stderr=chunk)
                )
            yield language_pb2.RunPluginResponse(exitcode=await child.wait())

    async def InstallDependencies(
        self, request: language_pb2.InstallDependenciesRequest, context: Any
    ) -> AsyncIterator[language_pb2.InstallDependenciesResponse]:
        async with _telling(context):
            folder = virtualenv_folder(request.info)
        if folder is not None and not (folder / "bin" / "python").exists():
            async for answer in self._install([sys.executable, "-m", "venv", str(folder)], context):
                yield answer
        requirements = Path(request.info.program_directory, "requirements.txt")
        if requirements.exists():
            environment = await self._environment(request.info, context)
            command = [environment.python, "-m", "pip", "install", "--requirement", str(requirements)]
            async for answer in self._install(command, context):
                yield answer

    async def GenerateProgram(self, request: language_pb2.GenerateProgramRequest, context: Any) -> Any:
        from privateapi.sandbox.engine.language_host.generate import Unsupported, generate

        try:
            source = generate(request.source.values())
        except Unsupported as fault:
            await context.abort(
                grpc.StatusCode.UNIMPLEMENTED, f"{fault}; `--generate-code=false` imports without writing code"
            )
        return language_pb2.GenerateProgramResponse(source={"__main__.py": source.encode()})

    async def Cancel(self, request: Any, context: Any) -> Any:
        from google.protobuf import empty_pb2

        await self.close()
        return empty_pb2.Empty()

    async def close(self) -> None:
        """Ends every child, so that none holds the engine's pipes open."""
        self._cancelled = True
        await asyncio.gather(*(_end(child) for child in list(self._children)))

    async def _environment(self, info: language_pb2.ProgramInfo, context: Any) -> ProgramEnvironment:
        async with _telling(context):
            return ProgramEnvironment.of(info)

    async def _install(
        self, command: list[str], context: Any
    ) -> AsyncIterator[language_pb2.InstallDependenciesResponse]:
        async with self._child(command, capture=True) as child:
            async for name, chunk in _output(child):
                yield language_pb2.InstallDependenciesResponse(**{name: chunk})
            if await child.wait() != 0:
                await context.abort(grpc.StatusCode.INTERNAL, f"{' '.join(command)} failed")

    @asynccontextmanager
    async def _child(
        self,
        command: Iterable[str],
        *,
        variables: Mapping[str, str] | None = None,
        cwd: str | None = None,
        capture: bool = False,
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        """A child process that ends with the block: the engine takes back a call by cancelling it."""
        stream = asyncio.subprocess.PIPE if capture else None
        child = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=stream, stderr=stream, env=variables, cwd=cwd or None
        )
        self._children.add(child)
        try:
            yield child
        finally:
            # Until it has ended the child stays among those that `close` waits for: the loop may end meanwhile.
            ending = asyncio.ensure_future(_end(child))
            ending.add_done_callback(lambda _: self._children.discard(child))
            await asyncio.shield(ending)


@asynccontextmanager
async def _telling(context: Any) -> AsyncIterator[None]:
    """Gives a fault of the project file to the engine, which shows its text to the user."""
    try:
        yield
    except EnvironmentFault as fault:
        await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(fault))


async def _output(child: asyncio.subprocess.Process) -> AsyncIterator[tuple[str, bytes]]:
    """What the child writes, as ("stdout" or "stderr", bytes), until both streams end."""
    chunks: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def pump(name: str, stream: asyncio.StreamReader) -> None:
        while chunk := await stream.read(65536):
            await chunks.put((name, chunk))
        await chunks.put((name, b""))

    assert child.stdout is not None and child.stderr is not None
    pumps = [
        asyncio.create_task(pump("stdout", child.stdout)),
        asyncio.create_task(pump("stderr", child.stderr)),
    ]
    try:
        open_streams = len(pumps)
        while open_streams:
            name, chunk = await chunks.get()
            if chunk:
                yield name, chunk
            else:
                open_streams -= 1
    finally:
        for task in pumps:
            task.cancel()


async def _end(child: asyncio.subprocess.Process) -> None:
    """SIGTERM, and SIGKILL after PATIENCE."""
    if child.returncode is not None:
        return
    try:
        child.send_signal(signal.SIGTERM)
        await asyncio.wait_for(child.wait(), PATIENCE)
    except ProcessLookupError:
        await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


async def _refuse(context: Any, what: str) -> NoReturn:
    await context.abort(
        grpc.StatusCode.UNIMPLEMENTED,
        f"{what} needs Pulumi with its own Python language host; this engine was built from its Go module",
    )
    raise AssertionError("abort raises")


def _refusing(what: str) -> Callable[[Any, Any, Any], Awaitable[None]]:
    async def refuse(self: LanguageHost, request: Any, context: Any) -> None:
        await _refuse(context, what)

    return refuse


for _name, _what in UNSUPPORTED.items():
    setattr(LanguageHost, _name, _refusing(_what))
