"""APIs, stages, custom domain names and VPC links that exist."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.live.place import Place, given, reads_live, to, to_all
from privateapi.topology.model import (
    ApiDomain,
    ApiMapping,
    ApiStage,
    DomainAccessAssociation,
    HttpApi,
    Node,
    RestApi,
    VpcLink,
)
from privateapi.topology.values import Known


@reads_live("REST APIs", "apigateway:GET on /restapis")
def rest_apis(place: Place) -> Iterator[Node]:
    for found in place.pages("apigateway", "get_rest_apis", "items"):
        id = found["id"]
        node = place.node("AWS::ApiGateway::RestApi", id, name=found.get("name", ""), tags=found.get("tags"))
        configuration = found.get("endpointConfiguration") or {}
        types = configuration.get("types") or ()
        yield RestApi(
            **node,
            api_name=given(found.get("name")),
            endpoint_type=given(types[0] if types else None),
            vpc_endpoints=to_all(configuration.get("vpcEndpointIds")),
            # The answer has the quotation marks of the policy escaped.
            policy=given((found.get("policy") or "").replace('\\"', '"')),
            disable_execute_api_endpoint=given(found.get("disableExecuteApiEndpoint")),
        )
        for stage in place.client("apigateway").get_stages(restApiId=id).get("item") or ():
            yield ApiStage(
                **place.part(node, f"stage {stage['stageName']}"),
                api=to(id),
                deployment=to(stage.get("deploymentId")),
                stage_name=given(stage.get("stageName")),
                access_log_destination=given((stage.get("accessLogSettings") or {}).get("destinationArn")),
            )


@reads_live("custom domain names", "apigateway:GET on /domainnames")
def domain_names(place: Place) -> Iterator[Node]:
    for found in place.pages("apigateway", "get_domain_names", "items"):
        name = found["domainName"]
        types = (found.get("endpointConfiguration") or {}).get("types") or ()
        private = "PRIVATE" in types
        node = place.node(
            "AWS::ApiGateway::DomainName",
            # A private domain's name is not unique in an account, and alone it means a public one; its id is unique.
            f"{name}/{found['domainNameId']}" if private else name,
            name=name,
            key=f"{place.account}/{place.region}/{found.get('domainNameId') or name}",
            identifiers=[found.get("domainNameArn"), found.get("domainNameId"), found.get("regionalDomainName")],
            tags=found.get("tags"),
        )
        yield ApiDomain(
            **node,
            domain_name=Known(name),
            endpoint_type=given(types[0] if types else None),
            certificate=to(found.get("regionalCertificateArn") or found.get("certificateArn")),
            security_policy=given(found.get("securityPolicy")),
            policy=given((found.get("policy") or "").replace('\\"', '"')),
            target_domain_name=given(found.get("regionalDomainName") or found.get("distributionDomainName")),
            target_hosted_zone_id=given(found.get("regionalHostedZoneId") or found.get("distributionHostedZoneId")),
        )
        own = {"domainName": name} | ({"domainNameId": found["domainNameId"]} if private else {})
        for index, each in enumerate(place.pages("apigateway", "get_base_path_mappings", "items", **own)):
            yield ApiMapping(
                **place.part(node, f"mappings[{index}]"),
                domain=to(found.get("domainNameArn") or name),
                api=to(each.get("restApiId")),
                stage=given(each.get("stage")),
                path=given(each.get("basePath")),
            )


@reads_live("domain name access associations", "apigateway:GET on /domainnameaccessassociations")
def domain_access_associations(place: Place) -> Iterator[Node]:
    api = place.client("apigateway")
    page = api.get_domain_name_access_associations(limit=500)
    while page.get("items"):
        for found in page["items"]:
            arn = found["domainNameAccessAssociationArn"]
            yield DomainAccessAssociation(
                **place.node("AWS::ApiGateway::DomainNameAccessAssociation", arn, tags=found.get("tags")),
                domain=to(found["domainNameArn"]),
                endpoint=to(found["accessAssociationSource"]),
            )
        if not page.get("position"):
            return
        page = api.get_domain_name_access_associations(limit=500, position=page["position"])


@reads_live("VPC links", "apigateway:GET on /vpclinks")
def vpc_links(place: Place) -> Iterator[Node]:
    for found in place.pages("apigateway", "get_vpc_links", "items"):
        yield VpcLink(
            **place.node("AWS::ApiGateway::VpcLink", found["id"], name=found.get("name", ""), tags=found.get("tags")),
            version=1,
            link_name=given(found.get("name")),
            targets=to_all(found.get("targetArns")),
        )


@reads_live("HTTP APIs", "apigateway:GET on /apis")
def http_apis(place: Place) -> Iterator[Node]:
    for found in place.pages("apigatewayv2", "get_apis", "Items"):
        yield HttpApi(
            **place.node("AWS::ApiGatewayV2::Api", found["ApiId"], name=found.get("Name", ""), tags=found.get("Tags")),
            api_name=given(found.get("Name")),
            protocol_type=given(found.get("ProtocolType")),
        )


@reads_live("VPC links of HTTP APIs", "apigateway:GET on /vpclinks")
def vpc_links_v2(place: Place) -> Iterator[Node]:
    for found in place.client("apigatewayv2").get_vpc_links().get("Items") or ():
        yield VpcLink(
            **place.node(
                "AWS::ApiGatewayV2::VpcLink", found["VpcLinkId"], name=found.get("Name", ""), tags=found.get("Tags")
            ),
            version=2,
            link_name=given(found.get("Name")),
            subnets=to_all(found.get("SubnetIds")),
            security_groups=to_all(found.get("SecurityGroupIds")),
        )
