"""The Python language host for an engine built from its Go module, which comes without the official one.

It is the gRPC service LanguageRuntime of the engine. Programs and plugins run in child processes with the interpreter
of the virtual environment that their project file names, as under the official host, so one Pulumi.yaml serves both.
"""
