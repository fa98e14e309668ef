"""APIs and their deployment to stages."""

from __future__ import annotations

from typing import Any

from privateapi.sandbox.alicloud.actions.cloudapi_groups import group_of
from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call, has_tags
from privateapi.sandbox.alicloud.gateway import (
    Api,
    ApiGroup,
    Deployed,
    VpcAccess,
    access_named,
    backend_fault,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import new_id

STAGES = ("RELEASE", "PRE", "TEST")
_OBJECTS = ("RequestConfig", "ServiceConfig", "OpenIdConnectConfig", "BackendConfig")
# The lists of a definition, and the name of their entries in answers.
_LISTS = {
    "RequestParameters": "RequestParameter",
    "ServiceParameters": "ServiceParameter",
    "ServiceParametersMap": "ServiceParameterMap",
    "SystemParameters": "SystemParameter",
    "ConstantParameters": "ConstantParameter",
    "ErrorCodeSamples": "ErrorCodeSample",
}
_TEXTS = (
    "ApiName",
    "Description",
    "AuthType",
    "Visibility",
    "ResultType",
    "ResultSample",
    "FailResultSample",
    "AllowSignatureMethod",
    "WebSocketApiType",
    "AppCodeAuthType",
    "ResultBodyModel",
    "BackendId",
)
_FLAGS = ("DisableInternet", "ForceNonceCheck", "BackendEnable")
_NAME = r"(?=.{4,50}$)[A-Za-z\u4e00-\u9fa5][A-Za-z0-9_\u4e00-\u9fa5-]*"


@CLOUDAPI.action("CreateApi")
def create_api(call: Call) -> Answer:
    """Define an API in a group."""
    group = group_of(call)
    call.chosen("Visibility", ("PUBLIC", "PRIVATE"))
    call.required("RequestConfig")
    call.required("ServiceConfig")
    now = call.cloud.stamp()
    api = Api(
        id=new_id("")[:32],
        group=group.id,
        fields=_fields(call, group, None),
        service=_service(call),
        created=now,
        modified=now,
        tags=call.tags(),
    )
    call.region.of(Api)[api.id] = api
    return {"ApiId": api.id}


@CLOUDAPI.action("ModifyApi")
def modify_api(call: Call) -> Answer:
    """Change the definition; what is deployed stays as it is until it is deployed again."""
    api = api_of(call)
    group = call.region.of(ApiGroup)[api.group]
    service = _service(call) if call.text("ServiceConfig") else api.service
    api.fields = api.fields | _fields(call, group, api)
    api.service = service
    api.modified = call.cloud.stamp()
    return {}


@CLOUDAPI.action("DescribeApi")
def describe_api(call: Call) -> Answer:
    """One definition."""
    api = api_of(call)
    group = call.region.of(ApiGroup)[api.group]
    answer: Answer = {name: api.fields[name] for name in _TEXTS if name in api.fields and name != "BackendId"}
    answer |= {name: _flag(api.fields[name]) for name in _FLAGS if name in api.fields}
    answer |= {
        name: value for name in _OBJECTS if name != "ServiceConfig" and (value := _parsed(call, api, name, dict))
    }
    answer |= {name: {entry: _parsed(call, api, name, list)} for name, entry in _LISTS.items() if name in api.fields}
    return answer | {
        "ApiId": api.id,
        "GroupId": group.id,
        "GroupName": group.name,
        "RegionId": call.region.id,
        "CreatedTime": api.created,
        "ModifiedTime": api.modified,
        "ServiceConfig": _shown(call, api.service),
        "DeployedInfos": {"DeployedInfo": _deployments(api)},
        "TagList": {"Tag": [{"Key": key, "Value": value} for key, value in api.tags.items()]},
    }


@CLOUDAPI.action("DescribeApis")
def describe_apis(call: Call) -> Answer:
    """The APIs of the region, of a group or all."""
    rows = [
        api
        for api in call.region.of(Api).values()
        if call.text("GroupId", api.group) == api.group
        and call.text("ApiId", api.id) == api.id
        and call.text("ApiName") in api.fields["ApiName"]
        and call.text("Visibility", api.fields["Visibility"]) == api.fields["Visibility"]
        and (not call.text("StageName") or call.text("StageName") in api.stages)
        and has_tags(api.tags, call.tags())
    ]
    page, numbers = call.page(rows)
    shown = []
    for api in page:
        request = _parsed(call, api, "RequestConfig", dict)
        shown.append(
            {
                "ApiId": api.id,
                "ApiName": api.fields["ApiName"],
                "ApiMethod": str(request.get("RequestHttpMethod", "")),
                "ApiPath": str(request.get("RequestPath", "")),
                "Description": api.fields.get("Description", ""),
                "GroupId": api.group,
                "GroupName": call.region.of(ApiGroup)[api.group].name,
                "Visibility": api.fields["Visibility"],
                "RegionId": call.region.id,
                "CreatedTime": api.created,
                "ModifiedTime": api.modified,
                "DeployedInfos": {"DeployedInfo": _deployments(api)},
            }
        )
    return {"ApiSummarys": {"ApiSummary": shown}, **numbers}


@CLOUDAPI.action("DeployApi")
def deploy_api(call: Call) -> Answer:
    """Deploy the present definition to a stage; the instance of the group must be able to connect to the backend."""
    api = api_of(call)
    stage = call.chosen("StageName", STAGES)
    description = call.required("Description")
    fault = backend_fault(call.region, call.region.of(ApiGroup)[api.group].instance, api.service)
    if fault is not None:
        raise fault
    api.stages[stage] = Deployed(dict(api.fields), dict(api.service), description, call.cloud.stamp())
    return {}


@CLOUDAPI.action("AbolishApi")
def abolish_api(call: Call) -> Answer:
    """Unpublish an API from a stage."""
    api = api_of(call)
    stage = call.chosen("StageName", STAGES)
    if stage not in api.stages:
        raise refused("NotFoundStage")
    del api.stages[stage]
    return {}


@CLOUDAPI.action("DeleteApi")
def delete_api(call: Call) -> Answer:
    """Delete an API that is deployed nowhere."""
    api = api_of(call)
    if api.stages:
        raise refused("DependencyViolationApi", f"It is deployed to {', '.join(api.stages)}.")
    del call.region.of(Api)[api.id]
    return {}


def api_of(call: Call) -> Api:
    """The API that the call names. Raises Refused."""
    found = call.region.of(Api).get(call.required("ApiId"))
    if found is None or call.text("GroupId", found.group) != found.group:
        raise refused("NotFoundApi")
    return found


def _fields(call: Call, group: ApiGroup, api: Api | None) -> dict[str, str]:
    """What the call says of the definition, after its JSON was read once to see that it is JSON."""
    if api is None or call.text("ApiName"):
        name = call.matching("ApiName", _NAME, "4 to 50 letters, digits, hyphens or underscores after a letter")
        others = [other for other in call.region.of(Api).values() if other.group == group.id and other is not api]
        if any(other.fields["ApiName"] == name for other in others):
            raise refused("DuplicateApiName")
    for flag in _FLAGS:
        call.flag(flag)
    for name in _OBJECTS:
        call.json(name, dict)
    for name in _LISTS:
        call.json(name, list)
    names = (*_TEXTS, *_FLAGS, *_OBJECTS, *_LISTS)
    return {name: call.parameters[name] for name in names if name in call.parameters}


def _service(call: Call) -> dict[str, Any]:
    """The backend, whose VPC access must be there."""
    service = call.json("ServiceConfig", dict)
    if str(service.get("ServiceVpcEnable", "")).upper() == "TRUE":
        config = service.get("VpcConfig")
        name = config.get("Name") if isinstance(config, dict) else None
        if not name:
            raise refused(call.product.missing, "ServiceConfig.VpcConfig.Name")
        if access_named(call.region, str(name)) is None:
            raise refused("NotFoundVpcAccess")
    return service


def _shown(call: Call, service: dict[str, Any]) -> dict[str, Any]:
    """The backend with what its VPC access says of itself, without the fields that answers do not have."""
    shown = {key: value for key, value in service.items() if key != "VpcConfig" and value not in (None, "")}
    config = service.get("VpcConfig") or {}
    access: VpcAccess | None = access_named(call.region, str(config.get("Name", "")))
    if access is not None:
        shown["VpcConfig"] = {
            **config,
            "VpcId": access.vpc,
            "InstanceId": access.server,
            "Port": access.port,
        }
    elif config:
        shown["VpcConfig"] = config
    return shown


def _parsed(call: Call, api: Api, name: str, kind: type[Any]) -> Any:
    stored = Call(call.cloud, call.product, call.action, call.region, api.fields)
    return stored.json(name, kind)


def _deployments(api: Api) -> list[dict[str, str]]:
    return [
        {"StageName": stage, "EffectiveVersion": deployed.time, "DeployedStatus": "DEPLOYED"}
        for stage, deployed in api.stages.items()
    ]


def _flag(value: str) -> bool:
    return value.lower() == "true"
