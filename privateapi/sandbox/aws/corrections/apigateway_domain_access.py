"""Access associations between VPC endpoints and private custom domains, which moto lacks.

https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainNameAccessAssociation.html
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from moto.apigateway import urls
from moto.apigateway.exceptions import BadRequestException, ConflictException, NotFoundException
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, body_of, page_of, query_of
from privateapi.sandbox.aws.corrections.apigateway_domain_name import access_associations
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Add the operations and their paths."""
    patches.add(APIGatewayResponse, "create_domain_name_access_association", _create)
    patches.add(APIGatewayResponse, "get_domain_name_access_associations", _list)
    patches.add(APIGatewayResponse, "delete_domain_name_access_association", _delete)
    patches.add(APIGatewayResponse, "reject_domain_name_access_association", _reject)
    for path in (
        "{0}/domainnameaccessassociations$",
        "{0}/domainnameaccessassociations/(?P<association_arn>.+)$",
        "{0}/rejectdomainnameaccessassociations$",
    ):
        patches.set_item(urls.url_paths, path, APIGatewayResponse.dispatch)


def _create(response: Any) -> Answer:
    backend, given = response.backend, body_of(response)
    domain_arn, endpoint_id = given["domainNameArn"], given["accessAssociationSource"]
    if given["accessAssociationSourceType"] != "VPCE":
        raise BadRequestException("Invalid access association source type specified")
    domains = [domain for domain in backend.domain_names.values() if domain.arn == domain_arn]
    if not domains or domains[0].kind != "PRIVATE":
        raise BadRequestException("Invalid domain name ARN specified")
    if not _is_execute_api_endpoint(backend, endpoint_id):
        raise BadRequestException(f"Invalid VPC endpoint specified: {endpoint_id}")
    known = access_associations(backend)
    name = domains[0].settings["domainName"]
    for association in known.values():
        if association["accessAssociationSource"] == endpoint_id and association["domainName"] == name:
            raise ConflictException("The domain name access association already exists for this VPC endpoint")
    arn = (
        f"arn:{backend.partition}:apigateway:{backend.region_name}:{backend.account_id}"
        f":/domainnameaccessassociations/domainname/{name}/vpcesource/{endpoint_id}"
    )
    known[arn] = {
        "domainNameAccessAssociationArn": arn,
        "domainNameArn": domain_arn,
        "domainName": name,
        "accessAssociationSourceType": "VPCE",
        "accessAssociationSource": endpoint_id,
        "tags": given.get("tags") or None,
    }
    return answer(_shown(known[arn]), 201)


def _list(response: Any) -> Answer:
    return page_of(response, [_shown(item) for item in access_associations(response.backend).values()])


def _delete(response: Any) -> Answer:
    return _remove(response, unquote(response.path.split("/domainnameaccessassociations/", 1)[1]))


def _reject(response: Any) -> Answer:
    return _remove(response, query_of(response, "domainNameAccessAssociationArn") or "")


def _remove(response: Any, arn: str) -> Answer:
    if access_associations(response.backend).pop(arn, None) is None:
        error = NotFoundException("Invalid domain name access association identifier specified")
        error.code = 404
        raise error
    return answer({}, 202)


def _shown(association: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in association.items() if key != "domainName" and value is not None}


def _is_execute_api_endpoint(backend: Any, endpoint_id: str) -> bool:
    from moto.ec2.models import ec2_backends

    endpoint = ec2_backends[backend.account_id][backend.region_name].vpc_end_points.get(endpoint_id)
    return endpoint is not None and endpoint.service_name.endswith(".execute-api")
