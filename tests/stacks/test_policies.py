"""The shipped stacks under all policy packs, as `make up` and `make preview` run them."""

import re

import pytest

from tests.stacks.deployment import ROOT, Deployment, leftovers

pytestmark = pytest.mark.engine

PACKS = sorted(path.name for path in (ROOT / "policies").iterdir())
STACKS = sorted(path.name.removeprefix("Pulumi.").removesuffix(".yaml") for path in ROOT.glob("stacks/Pulumi.*.yaml"))
REGIONS = ("us-east-1", "us-west-2")


def summaries(out: str) -> dict[str, str]:
    """What each pack says of its analysis."""
    packs = "|".join(PACKS)
    return dict(re.findall(rf"^ *({packs}): (\d+ rules?, \d+ violations?.*)$", out, re.MULTILINE))


@pytest.mark.parametrize("stack", STACKS)
def test_shipped_stack_is_not_refused(deployment: Deployment, stack: str) -> None:
    done = deployment.run("preview", stack)
    assert done.code == 0, done.out
    assert "[mandatory]" not in done.out
    found = summaries(done.out)
    assert sorted(found) == PACKS, done.out
    for pack, said in found.items():
        assert re.fullmatch(r"\d+ rules, 0 violations, \d+ not judged(: .*)?", said), (pack, said)


def test_refused_design_creates_nothing(deployment: Deployment) -> None:
    """The settings beside the stack's configuration reach the packs, and the engine stops after the preview."""
    settings = deployment.folder / "stacks" / "policies.active-active.yaml"
    settings.write_text("quotas: {aws.vpc.subnets: 1}\n", encoding="utf-8")
    done = deployment.run("up", "active-active")
    settings.unlink()
    assert done.code != 0
    said = " ".join(done.out.split())
    assert "[mandatory] limits " in said, done.out
    assert re.search(
        r"QUO-01: VPC active-active-us-east-1 has \d+; the limit is 1 "
        r"\(configured quota, policy configuration\): subnets per VPC",
        said,
        re.IGNORECASE,
    ), done.out
    assert leftovers(deployment.aws, REGIONS) == {}
