"""Registers resources that do nothing, one for each entry of the file BENCH_STATE, with its properties.

Each depends on the one BENCH_WIDTH before it. The engine writes its whole state at every step, so what resources carry
counts as much as how many there are.
"""

import json
import os
from pathlib import Path

import pulumi

entries = json.loads(Path(os.environ["BENCH_STATE"]).read_text(encoding="utf-8"))
width = int(os.environ["BENCH_WIDTH"])
made: list[pulumi.Resource] = []
for number, properties in enumerate(entries):
    before = made[number - width : number - width + 1] if number >= width else []
    made.append(
        pulumi.CustomResource(
            "noop:index:Nothing", f"n{number}", {"properties": properties}, pulumi.ResourceOptions(depends_on=before)
        )
    )
