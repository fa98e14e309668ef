"""`python -m privateapi.sandbox.alicloud --port 0 --ready-file FILE`: the Alibaba Cloud sandbox as a process."""

from __future__ import annotations

import sys

from privateapi.sandbox.alicloud.server import run
from privateapi.sandbox.serving import command

if __name__ == "__main__":
    sys.exit(command("privateapi.sandbox.alicloud", sys.argv[1:], ("ALICLOUD_", "ALIBABA_CLOUD_", "ALIYUN_"), run))
