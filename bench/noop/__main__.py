"""Registers BENCH_RESOURCES resources that do nothing; each depends on the one BENCH_WIDTH before it."""

import os

import pulumi

count, width = int(os.environ["BENCH_RESOURCES"]), int(os.environ["BENCH_WIDTH"])
made: list[pulumi.Resource] = []
for number in range(count):
    before = made[number - width : number - width + 1] if number >= width else []
    made.append(
        pulumi.CustomResource(
            "noop:index:Nothing", f"n{number}", {"number": number}, pulumi.ResourceOptions(depends_on=before)
        )
    )
