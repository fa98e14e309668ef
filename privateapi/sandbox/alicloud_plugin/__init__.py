"""A stand-in for the plugin of `pulumi_alicloud` 4.0.0: its resources on the sandbox's Alibaba Cloud, and nowhere else.

Programs with classes of `pulumi_alicloud` run unchanged. The stand-in behaves as the real plugin does where a program
can tell the difference, faults included, so that the sandbox promises no more than an account keeps.
"""

VERSION = "4.0.0"
"""The version of `pulumi_alicloud` whose classes it takes, and the one that programs with them ask the engine for."""
