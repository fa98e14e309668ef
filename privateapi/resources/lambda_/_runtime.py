"""Runtimes of Lambda (botocore 1.44.5, service model of Lambda, shape Runtime)."""

import difflib
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator

_Name = Literal[
    "dotnet10",
    "dotnet6",
    "dotnet8",
    "dotnetcore1.0",
    "dotnetcore2.0",
    "dotnetcore2.1",
    "dotnetcore3.1",
    "go1.x",
    "java11",
    "java11.al2023",
    "java17",
    "java17.al2023",
    "java21",
    "java25",
    "java8",
    "java8.al2",
    "java8.al2023",
    "nodejs",
    "nodejs10.x",
    "nodejs12.x",
    "nodejs14.x",
    "nodejs16.x",
    "nodejs18.x",
    "nodejs20.x",
    "nodejs22.x",
    "nodejs24.x",
    "nodejs26.x",
    "nodejs4.3",
    "nodejs6.10",
    "nodejs8.10",
    "provided",
    "provided.al2",
    "provided.al2023",
    "python2.7",
    "python3.10",
    "python3.11",
    "python3.12",
    "python3.13",
    "python3.14",
    "python3.15",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "ruby2.5",
    "ruby2.7",
    "ruby3.2",
    "ruby3.3",
    "ruby3.4",
    "ruby4.0",
]


def _known(value: Any) -> Any:
    if isinstance(value, str) and value not in get_args(_Name):
        close = difflib.get_close_matches(value.lower(), sorted(get_args(_Name), reverse=True), n=1)
        hint = f"did you mean {close[0]!r}?" if close else "'python3.13' or 'nodejs22.x' would be right, for example"
        raise ValueError(f"{value!r} is not a runtime of Lambda; {hint}")
    return value


Runtime = Annotated[_Name, BeforeValidator(_known)]
"""A runtime such as ``python3.13``. Lambda refuses new functions of those that it has retired."""
