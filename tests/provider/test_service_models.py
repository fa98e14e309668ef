"""Lean service models: the same operations and shapes, no documentation."""

import botocore.session
import pytest

from privateapi.provider.service_models import use_lean_models


@pytest.mark.parametrize("service", ["ec2", "elbv2", "apigateway", "route53", "lambda"])
def test_same_operations(service: str) -> None:
    full, lean = botocore.session.Session(), botocore.session.Session()
    use_lean_models(lean)
    expected, found = full.get_service_model(service), lean.get_service_model(service)
    assert found.operation_names == expected.operation_names
    assert found.shape_names == expected.shape_names
    for name in expected.shape_names:
        shape, other = expected.shape_for(name), found.shape_for(name)
        assert other.type_name == shape.type_name
        if shape.type_name == "structure":
            assert list(other.members) == list(shape.members)
            assert other.required_members == shape.required_members
    assert "documentation" not in str(
        lean.get_component("data_loader").load_service_model(service, "service-2")["metadata"]
    )
    assert found.operation_model(found.operation_names[0]).documentation == ""
