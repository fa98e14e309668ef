"""APIs and their deployment to stages (CloudAPI 2016-07-14: CreateApi, DescribeApi, ModifyApi, DeployApi)."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import AlibabaError, Fault, PluginError
from privateapi.provider.markers import AutoName, Chosen, Replaces
from privateapi.provider.model import Args, Model, State, specs
from privateapi.sandbox.alicloud_plugin.resource import Named, NotInSandbox

STAGES = ("RELEASE", "PRE", "TEST")
_CONTENT_TYPE = "application/x-www-form-urlencoded; charset=UTF-8"
# Sets for the real plugin: their order has no meaning.
_BY_NAME = AfterValidator(lambda each: sorted(each, key=lambda parameter: str(parameter.name)))


class RequestConfig(Model):
    """How the API is called."""

    protocol: str
    """``HTTP``, ``HTTPS`` or ``HTTP,HTTPS``."""
    method: str
    """Method."""
    path: str
    """Path."""
    mode: str
    """``MAPPING`` or ``PASSTHROUGH``."""
    body_format: str | None = None
    """``STREAM`` or ``FORM``."""


class HttpServiceConfig(Model):
    """A backend with an address."""

    address: str
    """URL, which may be that of an internal domain."""
    method: str
    """Method."""
    path: str
    """Path."""
    timeout: int
    """Milliseconds."""
    aone_name: str | None = None
    """Name of the application."""
    content_type_category: Literal["DEFAULT", "CUSTOM", "CLIENT"] = "DEFAULT"
    """Which Content-Type the backend gets."""
    content_type_value: str = _CONTENT_TYPE
    """The Content-Type."""


class HttpVpcServiceConfig(Model):
    """A backend behind a VPC access."""

    name: str
    """Name of the VPC access."""
    method: str
    """Method."""
    path: str
    """Path."""
    timeout: int
    """Milliseconds."""
    aone_name: str | None = None
    """Name of the application."""
    vpc_scheme: Literal["HTTP", "HTTPS"] | None = None
    """How the backend is called."""
    content_type_category: Literal["DEFAULT", "CUSTOM", "CLIENT"] = "DEFAULT"
    """Which Content-Type the backend gets."""
    content_type_value: str = _CONTENT_TYPE
    """The Content-Type."""


class MockServiceConfig(Model):
    """No backend."""

    result: str
    """What is answered."""
    aone_name: str | None = None
    """Name of the application."""


class RequestParameter(Model):
    """A parameter of a call, and where it goes in the call of the backend."""

    name: str
    """Name in the call."""
    type: str
    """``STRING``, ``INT`` and so on."""
    required: str
    """``REQUIRED`` or ``OPTIONAL``."""
    in_: Annotated[str, Field(alias="in")]
    """``BODY``, ``HEAD``, ``QUERY`` or ``PATH`` of the call."""
    in_service: str
    """``BODY``, ``HEAD``, ``QUERY`` or ``PATH`` of the backend's call."""
    name_service: str
    """Name in the backend's call."""
    description: str | None = None
    """Description."""
    default_value: str | None = None
    """What is taken if it is left out."""


class ConstantParameter(Model):
    """A parameter that the backend gets in every call."""

    name: str
    """Name."""
    in_: Annotated[str, Field(alias="in")]
    """``HEAD`` or ``QUERY``."""
    value: str
    """Value."""
    description: str | None = None
    """Description."""


class SystemParameter(Model):
    """A parameter that the gateway gives the backend."""

    name: str
    """The gateway's name of it, such as ``CaClientIp``."""
    in_: Annotated[str, Field(alias="in")]
    """``HEAD`` or ``QUERY``."""
    name_service: str
    """Name in the backend's call."""


class ApiArgs(Args):
    """Inputs of an API."""

    group_id: Annotated[str, Replaces()]
    """The group."""
    name: Annotated[str | None, AutoName(50)] = None
    """Name."""
    description: str
    """Description."""
    auth_type: str
    """``APP`` or ``ANONYMOUS``."""
    app_code_auth_type: Annotated[str | None, Chosen()] = None
    """How an app's code is taken."""
    request_config: RequestConfig
    """How the API is called."""
    service_type: Literal["MOCK", "HTTP-VPC", "FunctionCompute", "HTTP"]
    """Kind of the backend."""
    http_service_config: HttpServiceConfig | None = None
    """The backend of HTTP."""
    http_vpc_service_config: HttpVpcServiceConfig | None = None
    """The backend of HTTP-VPC."""
    mock_service_config: MockServiceConfig | None = None
    """The answer of MOCK."""
    request_parameters: Annotated[list[RequestParameter], _BY_NAME] | None = None
    """Parameters of calls."""
    constant_parameters: Annotated[list[ConstantParameter], _BY_NAME] | None = None
    """Parameters that are always the same."""
    system_parameters: Annotated[list[SystemParameter], _BY_NAME] | None = None
    """Parameters that the gateway gives."""
    stage_names: Annotated[list[Literal["RELEASE", "PRE", "TEST"]], AfterValidator(sorted)] | None = None
    """Stages to which it is deployed."""
    force_nonce_check: Annotated[bool | None, Chosen()] = None
    """Whether a call can be made only once."""
    backend_enabled: NotInSandbox = None
    backend_id: NotInSandbox = None
    fc_service_config: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        needed = _NEEDED.get(self.service_type) if isinstance(self.service_type, str) else None
        if needed is not None and getattr(self, specs(ApiArgs)[needed].name) is None:
            yield Fault(needed, f"is required with the serviceType {self.service_type}")
        if self.service_type == "FunctionCompute":
            yield Fault("serviceType", "the sandbox has no Function Compute; MOCK, HTTP and HTTP-VPC are there")


class ApiState(ApiArgs, State):
    """An API."""

    api_id: str


class Api(Named[ApiArgs, ApiState]):
    """An API; its id is `<group>:<API>`."""

    noun = "API Gateway API"
    gone = frozenset({"NotFoundApi", "NotFoundApiGroup"})

    def create(self, ctx: Context, args: ApiArgs) -> str:
        found: list[str] = []

        def is_made() -> bool:
            params = {"GroupId": args.group_id, "ApiName": args.name}
            listed = ctx.call("cloudapi", "DescribeApis", params)["ApiSummarys"]["ApiSummary"]
            found[:] = [str(each["ApiId"]) for each in listed if each["ApiName"] == args.name]
            return bool(found)

        params = {"GroupId": args.group_id, **_definition(args)}
        made = ctx.call("cloudapi", "CreateApi", params, is_done=is_made)
        return f"{args.group_id}:{made.get('ApiId') or found[0]}"

    def settle(self, ctx: Context, id: str, args: ApiArgs) -> None:
        for stage in args.stage_names or []:
            self._deploy(ctx, id, stage, args)

    def read(self, ctx: Context, id: str, prior: ApiState | None) -> ApiState | None:
        group_id, api_id = _parts(id)
        api = ctx.call("cloudapi", "DescribeApi", {"GroupId": group_id, "ApiId": api_id})
        request = api["RequestConfig"]
        deployed = (api.get("DeployedInfos") or {}).get("DeployedInfo") or []
        return self.state(
            group_id=api["GroupId"],
            name=api["ApiName"],
            description=api.get("Description"),
            auth_type=api.get("AuthType"),
            app_code_auth_type=api.get("AppCodeAuthType") or None,
            force_nonce_check=api.get("ForceNonceCheck"),
            request_config={
                "protocol": request["RequestProtocol"],
                "method": request["RequestHttpMethod"],
                "path": request["RequestPath"],
                "mode": request["RequestMode"],
                "bodyFormat": request.get("BodyFormat") or None,
            },
            **_backend(api["ServiceConfig"]),
            **_parameters(api),
            stage_names=[each["StageName"] for each in deployed if each["DeployedStatus"] == "DEPLOYED"] or None,
            api_id=api_id,
        )

    def update(self, ctx: Context, id: str, old: ApiState, new: ApiArgs, changed: frozenset[str]) -> None:
        group_id, api_id = _parts(id)
        if changed - {"stage_names"}:
            params = {"GroupId": group_id, "ApiId": api_id, **_definition(new)}
            ctx.call("cloudapi", "ModifyApi", params, idempotent=True)
        # The real plugin does nothing about stages once the program names none.
        if new.stage_names:
            for stage in STAGES:
                if stage in new.stage_names:
                    self._deploy(ctx, id, stage, new)
                else:
                    self._abolish(ctx, id, stage)

    def delete(self, ctx: Context, id: str, state: ApiState) -> None:
        group_id, api_id = _parts(id)
        for stage in STAGES:
            self._abolish(ctx, id, stage)
        ctx.call("cloudapi", "DeleteApi", {"GroupId": group_id, "ApiId": api_id}, idempotent=True)

    def _deploy(self, ctx: Context, id: str, stage: str, args: ApiArgs) -> None:
        group_id, api_id = _parts(id)
        params = {"GroupId": group_id, "ApiId": api_id, "StageName": stage, "Description": args.description}
        ctx.call("cloudapi", "DeployApi", params, idempotent=True)

    def _abolish(self, ctx: Context, id: str, stage: str) -> None:
        group_id, api_id = _parts(id)
        params = {"GroupId": group_id, "ApiId": api_id, "StageName": stage}
        try:
            ctx.call("cloudapi", "AbolishApi", params, idempotent=True)
        except AlibabaError as error:
            if error.code != "NotFoundStage":
                raise


_NEEDED = {"HTTP": "httpServiceConfig", "HTTP-VPC": "httpVpcServiceConfig", "MOCK": "mockServiceConfig"}


def _definition(args: ApiArgs) -> dict[str, Any]:
    """The whole definition, which is sent with every change."""
    request = args.request_config
    return {
        "ApiName": args.name,
        "Description": args.description,
        "AuthType": args.auth_type,
        "AppCodeAuthType": args.app_code_auth_type,
        "ForceNonceCheck": args.force_nonce_check,
        # What the real plugin says of every API.
        "Visibility": "PRIVATE",
        "ResultType": "JSON",
        "ResultSample": "Result Sample",
        "AllowSignatureMethod": "HmacSHA256",
        "WebSocketApiType": "COMMON",
        "RequestConfig": _without_none(
            {
                "RequestProtocol": request.protocol,
                "RequestHttpMethod": request.method,
                "RequestPath": request.path,
                "RequestMode": request.mode,
                "BodyFormat": request.body_format,
            }
        ),
        "ServiceConfig": _service(args),
        **_parameter_texts(args),
    }


def _service(args: ApiArgs) -> dict[str, Any]:
    if args.service_type == "MOCK" and args.mock_service_config is not None:
        mock = args.mock_service_config
        service: dict[str, Any] = {
            "ServiceProtocol": "HTTP",
            "ServiceHttpMethod": "GET",
            "ServiceAddress": "http://www.aliyun.com",
            "ServiceTimeout": 30,
            "Mock": "TRUE",
            "MockResult": mock.result,
            "ServiceVpcEnable": "FALSE",
            "AoneAppName": mock.aone_name,
        }
        return _without_none(service)
    backend = args.http_vpc_service_config if args.service_type == "HTTP-VPC" else args.http_service_config
    assert backend is not None
    service = {
        "ServiceProtocol": "HTTP",
        "ServiceHttpMethod": backend.method,
        "ServicePath": backend.path,
        "ServiceTimeout": backend.timeout,
        "Mock": "FALSE",
        "ServiceVpcEnable": "FALSE",
        "AoneAppName": backend.aone_name,
        "ContentTypeCatagory": backend.content_type_category,
        "ContentTypeValue": backend.content_type_value,
    }
    if isinstance(backend, HttpVpcServiceConfig):
        service["ServiceVpcEnable"] = "TRUE"
        service["VpcConfig"] = _without_none({"Name": backend.name, "VpcScheme": backend.vpc_scheme})
    else:
        service["ServiceAddress"] = backend.address
    return _without_none(service)


def _backend(service: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of the backend in an answer."""
    if str(service.get("Mock", "")).upper() == "TRUE":
        mock = {"result": service.get("MockResult"), "aoneName": service.get("AoneAppName")}
        return {"service_type": "MOCK", "mock_service_config": mock}
    found = {
        "path": service.get("ServicePath"),
        "method": service.get("ServiceHttpMethod"),
        "timeout": service.get("ServiceTimeout"),
        "aoneName": service.get("AoneAppName") or None,
        "contentTypeCategory": service.get("ContentTypeCatagory", "DEFAULT"),
        "contentTypeValue": service.get("ContentTypeValue", _CONTENT_TYPE),
    }
    if str(service.get("ServiceVpcEnable", "")).upper() == "TRUE":
        access = service["VpcConfig"]
        config = {"name": access["Name"], "vpcScheme": access.get("VpcScheme") or None, **found}
        return {"service_type": "HTTP-VPC", "http_vpc_service_config": config}
    return {"service_type": "HTTP", "http_service_config": {"address": service.get("ServiceAddress"), **found}}


def _parameter_texts(args: ApiArgs) -> dict[str, str]:
    """The parameters in three lists, as JSON texts: in the call, in the backend's call, and what becomes of what."""
    requests: list[dict[str, Any]] = []
    services: list[dict[str, Any]] = []
    pairs: list[dict[str, str]] = []

    def add(request: dict[str, Any], service: dict[str, Any]) -> None:
        requests.append(_without_none(request))
        services.append(service)
        names = (request["ApiParameterName"], service["ServiceParameterName"])
        pairs.append({"RequestParameterName": names[0], "ServiceParameterName": names[1]})

    for each in args.request_parameters or []:
        add(
            {
                "ApiParameterName": each.name,
                "ParameterType": each.type,
                "Required": each.required,
                "Location": each.in_,
                "Description": each.description,
                "DefaultValue": each.default_value,
            },
            {
                "ServiceParameterName": each.name_service,
                "ParameterType": each.type,
                "Location": each.in_service,
                "ParameterCatalog": "REQUEST",
            },
        )
    constants = [
        {
            "ServiceParameterName": each.name,
            "ConstantValue": each.value,
            "Location": each.in_,
            "Description": each.description or "",
        }
        for each in args.constant_parameters or []
    ]
    system = [
        {"ParameterName": each.name, "ServiceParameterName": each.name_service, "Location": each.in_}
        for each in args.system_parameters or []
    ]
    return {
        "RequestParameters": json.dumps(requests),
        "ServiceParameters": json.dumps(services),
        "ServiceParametersMap": json.dumps(pairs),
        "ConstantParameters": json.dumps(constants),
        "SystemParameters": json.dumps(system),
    }


def _parameters(api: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of the parameters in an answer."""
    requests = {each["ApiParameterName"]: each for each in _listed(api, "RequestParameters", "RequestParameter")}
    services = {each["ServiceParameterName"]: each for each in _listed(api, "ServiceParameters", "ServiceParameter")}
    mapped = []
    for pair in _listed(api, "ServiceParametersMap", "ServiceParameterMap"):
        request, service = requests[pair["RequestParameterName"]], services[pair["ServiceParameterName"]]
        mapped.append(
            {
                "name": request["ApiParameterName"],
                "type": request["ParameterType"],
                "required": request["Required"],
                "in": request["Location"],
                "inService": service["Location"],
                "nameService": service["ServiceParameterName"],
                "description": request.get("Description") or None,
                "defaultValue": request.get("DefaultValue") or None,
            }
        )
    constants = [
        {
            "name": each["ServiceParameterName"],
            "in": each["Location"],
            "value": each["ConstantValue"],
            "description": each.get("Description") or None,
        }
        for each in _listed(api, "ConstantParameters", "ConstantParameter")
    ]
    system = [
        {"name": each["ParameterName"], "in": each["Location"], "nameService": each["ServiceParameterName"]}
        for each in _listed(api, "SystemParameters", "SystemParameter")
    ]
    return {
        "request_parameters": mapped or None,
        "constant_parameters": constants or None,
        "system_parameters": system or None,
    }


def _listed(api: Mapping[str, Any], name: str, entry: str) -> list[dict[str, Any]]:
    return (api.get(name) or {}).get(entry) or []


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _parts(id: str) -> tuple[str, str]:
    group_id, separator, api_id = id.partition(":")
    if not separator:
        raise PluginError(f"{id!r} is not <group>:<API>")
    return group_id, api_id
