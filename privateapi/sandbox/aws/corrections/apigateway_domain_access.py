"""Access associations between VPC endpoints and private custom domains, which moto lacks.

https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainNameAccessAssociation.html
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from moto.apigateway import urls
from moto.apigateway.exceptions import BadRequestException, ConflictException, NotFoundException
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, body_of, page_of, query_of
from privateapi.sandbox.aws.corrections.apigateway_domain_name import (
    access_associations,
    associations_by_account,
    regional_backend,
)
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
    domain = _shared(backend, domain_arn)
    if domain is None:
        raise BadRequestException("Invalid domain name ARN specified")
    if not _is_execute_api_endpoint(backend, endpoint_id):
        raise BadRequestException(f"Invalid VPC endpoint specified: {endpoint_id}")
    known = access_associations(backend)
    name = domain.settings["domainName"]
    for association in known.values():
        if association["accessAssociationSource"] == endpoint_id and _name(association["domainNameArn"]) == name:
            raise ConflictException("The domain name access association already exists for this VPC endpoint")
    arn = (
        f"arn:{backend.partition}:apigateway:{backend.region_name}:{backend.account_id}"
        f":/domainnameaccessassociations/domainname/{name}+{domain.number}/vpcesource/{endpoint_id}"
    )
    known[arn] = {
        "domainNameAccessAssociationArn": arn,
        "domainNameArn": domain_arn,
        "accessAssociationSourceType": "VPCE",
        "accessAssociationSource": endpoint_id,
        "tags": given.get("tags") or None,
    }
    return answer(known[arn], 201)


def _shared(backend: Any, arn: str) -> Any:
    """The PRIVATE domain with the ARN, of the Region and of the account or shared with it; None when there is none."""
    owner = arn.split(":")[4] if arn.count(":") >= 5 else ""
    domains = regional_backend(owner, backend.region_name).domain_names if owner else {}
    for domain in domains.values():
        if domain.arn == arn and domain.kind == "PRIVATE":
            policy = domain.settings.get("managementPolicy")
            return domain if owner == backend.account_id or _admits(policy, backend.account_id) else None
    return None


def _admits(policy: str | None, account: str) -> bool:
    """Whether a management policy names the account or everybody. Conditions, as of organizations, are not judged."""
    statements = json.loads(policy)["Statement"] if policy else []
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement["Principal"]
        given = principal.get("AWS", []) if isinstance(principal, dict) else principal
        named = given if isinstance(given, list) else [given]
        if statement["Effect"] == "Allow" and any(each == "*" or account in each.split(":") for each in named):
            return True
    return False


def _list(response: Any) -> Answer:
    backend = response.backend
    if query_of(response, "resourceOwner") != "OTHER_ACCOUNTS":
        return page_of(response, list(access_associations(backend).values()))
    mine = {domain.arn for domain in backend.domain_names.values()}
    others = [known for account, known in associations_by_account(backend).items() if account != backend.account_id]
    return page_of(response, [each for known in others for each in known.values() if each["domainNameArn"] in mine])


def _delete(response: Any) -> Answer:
    arn = unquote(response.path.split("/domainnameaccessassociations/", 1)[1])
    if access_associations(response.backend).pop(arn, None) is None:
        raise _missing()
    return answer({}, 202)


def _reject(response: Any) -> Answer:
    """The owner of a domain ends an association that another account made with it."""
    backend = response.backend
    arn, domain_arn = (query_of(response, key) for key in ("domainNameAccessAssociationArn", "domainNameArn"))
    if domain_arn not in {domain.arn for domain in backend.domain_names.values()}:
        raise BadRequestException("Invalid domain name ARN specified")
    for account, known in associations_by_account(backend).items():
        if arn in known and account != backend.account_id and known[arn]["domainNameArn"] == domain_arn:
            del known[arn]
            return answer({}, 202)
    raise _missing()


def _missing() -> NotFoundException:
    error = NotFoundException("Invalid domain name access association identifier specified")
    error.code = 404
    return error


def _name(domain_arn: str) -> str:
    return domain_arn.rpartition("/")[2].partition("+")[0]


def _is_execute_api_endpoint(backend: Any, endpoint_id: str) -> bool:
    from moto.ec2.models import ec2_backends

    endpoint = ec2_backends[backend.account_id][backend.region_name].vpc_end_points.get(endpoint_id)
    return endpoint is not None and endpoint.service_name.endswith(".execute-api")
