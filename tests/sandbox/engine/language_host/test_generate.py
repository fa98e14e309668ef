"""Python for imported resources, from the engine's notation."""

from __future__ import annotations

import pytest

from privateapi.sandbox.engine.language_host.generate import Unsupported, generate, python_name


def body(expression: str) -> str:
    """The Python of one property's value."""
    program = generate([f'resource one "privateapi:ec2:Vpc" {{\n  value = {expression}\n}}\n'])
    return program.partition("value=")[2].removesuffix(",\n)\n")


@pytest.mark.parametrize(
    ("case", "name", "expected"),
    [
        ("camel case", "enableDnsHostnames", "enable_dns_hostnames"),
        ("an abbreviation in the middle", "restAPIId", "rest_api_id"),
        ("a number", "ipv6CidrBlock", "ipv6_cidr_block"),
        ("a dash", "my-vpc", "my_vpc"),
        ("a keyword", "import", "import_"),
    ],
)
def test_python_name(case: str, name: str, expected: str) -> None:
    assert python_name(name) == expected, case


@pytest.mark.parametrize(
    ("case", "expression", "expected"),
    [
        ("a string", '"10.0.0.0/16"', '"10.0.0.0/16"'),
        ("a string that looks like a template", '"$${aws:username} %%{x}"', '"${aws:username} %{x}"'),
        ("a string with a quote and a line break", '"a\\"b\\nc"', '"a\\"b\\nc"'),
        ("a string beyond ASCII", '"z\u00fcrich"', '"z\u00fcrich"'),
        ("a heredoc", "<<EOT\nfirst\nsecond\nEOT\n", '"first\\nsecond\\n"'),
        ("a whole number", "443", "443"),
        ("a fraction", "-0.5", "-0.5"),
        ("true", "true", "True"),
        ("null", "null", "None"),
        ("an empty list", "[]", "[]"),
        ("a list of one", '["a"]', '["a"]'),
        ("a list with a trailing comma", '["a", "b",]', '[\n        "a",\n        "b",\n    ]'),
        ("a declared property's key", '{ hostHeader = "x" }', '{"host_header": "x"}'),
        ("a user's own key", '{ "costCenter" = "x" }', '{"costCenter": "x"}'),
        ("a reference", "mainVpc.id", "main_vpc.id"),
        ("an indexed reference", "mainVpc.subnetIds[0]", "main_vpc.subnet_ids[0]"),
        ("a secret", 'secret("x")', 'pulumi.Output.secret("x")'),
    ],
)
def test_value(case: str, expression: str, expected: str) -> None:
    assert body(expression) == expected, case


def test_program_of_two_services() -> None:
    source = """
    package "privateapi" {
      baseProviderName = "privateapi"
    }
    resource mainVpc "privateapi:ec2:Vpc" {
      __logicalName = "main-vpc"
      cidrBlock = "10.0.0.0/16"
    }
    resource zone "privateapi:route53:HostedZone" {
      vpcs = [{ vpcId = mainVpc.id }]
      options {
        parent = other
        ignoreChanges = ["tags"]
        import = "Z1"
      }
    }
    """
    assert generate([source]) == (
        "import pulumi\n"
        "from privateapi.sdk import ec2, route53\n"
        "\n"
        "main_vpc = ec2.Vpc(\n"
        '    "main-vpc",\n'
        '    cidr_block="10.0.0.0/16",\n'
        ")\n"
        "zone = route53.HostedZone(\n"
        '    "zone",\n'
        '    vpcs=[{"vpc_id": main_vpc.id}],\n'
        "    opts=pulumi.ResourceOptions(\n"
        "        parent=other,\n"
        '        ignore_changes=["tags"],\n'
        '        import_="Z1",\n'
        "    ),\n"
        ")\n"
    )


def test_nothing_imported() -> None:
    assert generate([]) == "import pulumi\n\n"


@pytest.mark.parametrize(
    ("case", "source", "said"),
    [
        ("another package", 'resource a "aws:ec2/vpc:Vpc" {}\n', "aws:ec2/vpc:Vpc needs Pulumi"),
        ("a template", 'resource a "privateapi:ec2:Vpc" { b = "${c.id}-x" }\n', "a template"),
        ("a call", 'resource a "privateapi:ec2:Vpc" { b = toJSON({}) }\n', "calls toJSON()"),
        ("a conditional", 'resource a "privateapi:ec2:Vpc" { b = c ? 1 : 2 }\n', "cannot be read at '? 1 : 2 }"),
        ("an unfinished block", 'resource a "privateapi:ec2:Vpc" { b = 1', "where 'name' was expected"),
        ("an unfinished list", 'resource a "privateapi:ec2:Vpc" { b = [', "where a value was expected"),
    ],
)
def test_refused(case: str, source: str, said: str) -> None:
    with pytest.raises(Unsupported) as refusal:
        generate([source])
    assert said in str(refusal.value), case
