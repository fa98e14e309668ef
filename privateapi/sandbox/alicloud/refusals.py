"""How calls are refused: the codes, their HTTP status and texts, and which of the names are assumed.

Alibaba Cloud documents patterns of codes for API Gateway, such as `NotFound%s`, and complete codes for the other
products. No list is published for the actions on internal DNS records, so the names made from a pattern for them are
assumed. Clients should therefore classify by the beginning of a code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

GATEWAY = "API Gateway, Error codes for management and control API operations"
SIGNING = "Alibaba Cloud, common error codes"
NETWORK = "VPC 2016-04-28, error codes"
COMPUTE = "ECS 2014-05-26, error codes"
ROLES = "Resource Management and RAM, error codes"
ZONES = "PrivateZone 2018-01-01, error codes"
INTEGRATION = "API Gateway, VPC integration instances"
RECORDS = "API Gateway, Internal domain name resolution for backend services"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code with its HTTP status and text; `{0}`, `{1}` stand for what the caller of `refused` gives.

    `assumed` says that the code is not written down for this fault anywhere; `source` is where the fault, or at least
    the pattern of the code, is.
    """

    code: str
    status: int
    message: str
    source: str
    assumed: bool = False


_ROWS = [
    # What every product checks before it looks at the call.
    Refusal("MissingAccessKeyId", 400, "AccessKeyId is mandatory for this action.", SIGNING),
    Refusal("InvalidAccessKeyId.NotFound", 404, "Specified access key is not found.", SIGNING),
    Refusal("SignatureDoesNotMatch", 400, "Specified signature is not matched with our calculation. {0}", SIGNING),
    Refusal("SignatureNonceUsed", 400, "Specified signature nonce was used already.", SIGNING),
    Refusal("InvalidTimeStamp.Format", 400, "Specified time stamp or date value is not well formatted.", SIGNING),
    Refusal("InvalidTimeStamp.Expired", 400, "Specified time stamp or date value is expired.", SIGNING),
    Refusal("InvalidVersion", 404, "Specified parameter Version is not valid.", SIGNING),
    Refusal("InvalidApi.NotFound", 404, "Specified api is not found, please check your url and method.", SIGNING),
    Refusal("Throttling.User", 400, "Request was denied due to user flow control.", SIGNING),
    Refusal("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server.", SIGNING),
    Refusal("InternalError", 500, "The request processing has failed due to some unknown error. {0}", SIGNING),
    Refusal("InvalidRegionId.NotFound", 404, "The RegionId provided does not exist in our records.", SIGNING),
    Refusal(
        "IdempotentParameterMismatch",
        400,
        "The request uses the same client token as a previous one, but other parameters.",
        SIGNING,
    ),
    # API Gateway: patterns, filled with the name of a parameter.
    Refusal("Missing%s", 400, "The {0} is mandatory for this action.", GATEWAY),
    Refusal("Invalid%s", 400, "The specified parameter {0} value is not valid. {1}", GATEWAY),
    # API Gateway: what the terraform provider knows by its whole name.
    Refusal("NotFoundApiGroup", 400, "Cannot find resource according to your specified ApiGroup.", GATEWAY),
    Refusal("NotFoundApi", 400, "Cannot find resource according to your specified Api.", GATEWAY),
    Refusal("NotFoundStage", 400, "Cannot find resource according to your specified Stage.", GATEWAY),
    # API Gateway: names made from the documented patterns.
    Refusal(
        "NotFoundInstance", 400, "Cannot find resource according to your specified Instance.", GATEWAY, assumed=True
    ),
    Refusal(
        "NotFoundPrivateDNS",
        400,
        "Cannot find resource according to your specified PrivateDNS. {0}",
        GATEWAY,
        assumed=True,
    ),
    Refusal(
        "NotFoundVpcAccess", 400, "Cannot find resource according to your specified VpcAccess.", GATEWAY, assumed=True
    ),
    Refusal(
        "NotFoundVpcIpBlock",
        400,
        "Cannot find resource according to your specified VpcIpBlock. {0}",
        GATEWAY,
        assumed=True,
    ),
    Refusal(
        "NotFoundOperation",
        400,
        "Cannot find resource according to your specified OperationUid.",
        GATEWAY,
        assumed=True,
    ),
    Refusal("NotFoundResourceId", 400, "Cannot find resource according to your specified ResourceId.", GATEWAY),
    Refusal("NotFoundVpc", 400, "Cannot find resource according to your specified Vpc. {0}", GATEWAY, assumed=True),
    Refusal(
        "NotFoundBackendServer",
        400,
        "Cannot find resource according to your specified InstanceId. {0}",
        GATEWAY,
        assumed=True,
    ),
    Refusal(
        "DuplicateIntranetDomain",
        400,
        "The specified parameter IntranetDomain value is duplicate. {0}",
        GATEWAY,
        assumed=True,
    ),
    Refusal("DuplicateRecord", 400, "The specified parameter Record value is duplicate. {0}", GATEWAY, assumed=True),
    Refusal(
        "DuplicateVpcIpBlock", 400, "The specified parameter VpcIpBlock value is duplicate. {0}", GATEWAY, assumed=True
    ),
    Refusal(
        "DuplicateVpcAccessName", 400, "The specified parameter Name value is duplicate. {0}", GATEWAY, assumed=True
    ),
    Refusal(
        "DuplicateVpcAccess",
        400,
        "The specified parameter VpcId, InstanceId and Port value is duplicate. {0}",
        GATEWAY,
        assumed=True,
    ),
    Refusal("DuplicateGroupName", 400, "The specified parameter GroupName value is duplicate.", GATEWAY, assumed=True),
    Refusal("DuplicateApiName", 400, "The specified parameter ApiName value is duplicate.", GATEWAY, assumed=True),
    Refusal(
        "ExceedLimitPrivateDNS", 400, "The specified PrivateDNS count exceeds the limit. {0}", RECORDS, assumed=True
    ),
    Refusal("ExceedLimitRecords", 400, "The specified Records count exceeds the limit. {0}", RECORDS, assumed=True),
    Refusal("ExceedLimitApiGroup", 400, "The specified ApiGroup count exceeds the limit. {0}", GATEWAY, assumed=True),
    Refusal(
        "DependencyViolationPrivateDNS",
        400,
        "The specified PrivateDNS has Instance definitions. {0}",
        RECORDS,
        assumed=True,
    ),
    Refusal(
        "DependencyViolationInstance",
        400,
        "The specified Instance has ApiGroup definitions. {0}",
        GATEWAY,
        assumed=True,
    ),
    Refusal(
        "DependencyViolationApiGroup", 400, "The specified ApiGroup has Api definitions. {0}", GATEWAY, assumed=True
    ),
    Refusal("DependencyViolationApi", 400, "The specified Api has Stage definitions. {0}", GATEWAY, assumed=True),
    Refusal(
        "ForbiddenInstanceStatus", 403, "Not allowed to operate on the specified Instance. {0}", GATEWAY, assumed=True
    ),
    Refusal(
        "ForbiddenInstanceType", 403, "Not allowed to operate on the specified Instance. {0}", RECORDS, assumed=True
    ),
    Refusal(
        "ForbiddenInstanceCluster", 403, "Not allowed to operate on the specified Instance. {0}", RECORDS, assumed=True
    ),
    Refusal(
        "InvalidRecordsForType", 400, "The specified parameter Records value is not valid. {0}", RECORDS, assumed=True
    ),
    Refusal(
        "InvalidRecordAddress", 400, "The specified parameter Record value is not valid. {0}", RECORDS, assumed=True
    ),
    Refusal(
        "InvalidRecordNotAccessible",
        400,
        "The specified parameter Record value is not valid. {0}",
        RECORDS,
        assumed=True,
    ),
    Refusal("InvalidWeight", 400, "The specified parameter Weight value is not valid. {0}", RECORDS, assumed=True),
    Refusal(
        "InvalidHostOfVpcAccess",
        400,
        "The specified parameter IntranetDomain value is not valid. {0}",
        RECORDS,
        assumed=True,
    ),
    Refusal(
        "InvalidVSwitchReservedCidr",
        400,
        "The specified parameter VSwitchId value is not valid. {0}",
        INTEGRATION,
        assumed=True,
    ),
    Refusal(
        "InvalidInstanceCidrConflict",
        400,
        "The specified parameter InstanceCidr value is not valid. {0}",
        INTEGRATION,
        assumed=True,
    ),
    Refusal(
        "InvalidVpcMismatch", 400, "The specified parameter VpcId value is not valid. {0}", INTEGRATION, assumed=True
    ),
    Refusal(
        "InvalidBackendNotConnected", 400, "instance cannot connect to the backend {0}.", INTEGRATION, assumed=True
    ),
    # VPC.
    Refusal(
        "MissingParameter",
        400,
        "The input parameter {0} that is mandatory for processing this request is not supplied.",
        NETWORK,
    ),
    Refusal("InvalidParameter", 400, "The specified parameter {0} is not valid. {1}", NETWORK),
    Refusal("InvalidVpcID.NotFound", 404, "Specified VPC does not exist.", NETWORK),
    Refusal("InvalidVSwitchId.NotFound", 404, "Specified vswitch does not exist.", NETWORK),
    Refusal("InvalidVSwitchId.IpNotEnough", 400, "Specified vswitch {0} has no free address.", NETWORK),
    Refusal("InvalidZoneId.NotFound", 404, "Specified value of ZoneId is not exists.", NETWORK),
    Refusal("InvalidCidrBlock", 400, "Specified CIDR block is not valid. {0}", NETWORK),
    Refusal("InvalidCidrBlock.Overlapped", 400, "Specified CIDR block overlapped with other subnets. {0}", NETWORK),
    Refusal(
        "InvalidCidrBlock.NotFound",
        404,
        "The specified CIDR block is not associated with the VPC. {0}",
        NETWORK,
        assumed=True,
    ),
    Refusal(
        "OperationFailed.CidrInUse",
        400,
        "Operation failed because the CIDR block is in use. {0}",
        NETWORK,
        assumed=True,
    ),
    Refusal(
        "DependencyViolation.VSwitch",
        400,
        "The specified resource of VPC depends on VSwitch, so the operation cannot be completed.",
        NETWORK,
    ),
    Refusal(
        "DependencyViolation.SecurityGroup",
        400,
        "The specified resource of VPC depends on SecurityGroup, so the operation cannot be completed.",
        NETWORK,
    ),
    Refusal(
        "DependencyViolation.NetworkInterface",
        400,
        "The specified resource depends on NetworkInterface, so the operation cannot be completed. {0}",
        NETWORK,
    ),
    # ECS.
    Refusal("InvalidSecurityGroupId.NotFound", 404, "The specified SecurityGroupId does not exist.", COMPUTE),
    Refusal("InvalidVpcId.NotFound", 404, "The specified VpcId does not exist.", COMPUTE),
    Refusal("DependencyViolation", 400, "There is still instance(s) in the specified security group. {0}", COMPUTE),
    Refusal("InvalidResourceId.NotFound", 404, "The specified ResourceIds are not found in our records.", COMPUTE),
    Refusal("InvalidPrivateIpAddress", 400, "Specified private IP address is not valid. {0}", COMPUTE),
    Refusal("InvalidInstanceId.NotFound", 404, "The specified InstanceId does not exist.", COMPUTE),
    # RAM and Resource Management.
    Refusal("EntityNotExist.Role", 404, "The role not exists: {0} .", ROLES),
    Refusal("EntityAlreadyExists.Role", 409, "The role already exists: {0} .", ROLES),
    Refusal("EntityNotExist.ServiceLinkedRole", 404, "The service linked role does not exist: {0} .", ROLES),
    Refusal("InvalidParameter.ServiceName", 400, "The service name is invalid: {0} .", ROLES, assumed=True),
    Refusal("InvalidParameter.DeletionTaskId", 400, "The deletion task id is invalid: {0} .", ROLES, assumed=True),
    # PrivateZone.
    Refusal("Zone.NotExists", 400, "The specified zone does not exist.", ZONES),
    Refusal("Zone.VpcExists", 400, "The specified zone has VPCs bound. {0}", ZONES),
    Refusal("Zone.VpcConflict", 400, "A zone of the same name is bound to the VPC. {0}", ZONES, assumed=True),
    Refusal("Record.NotExists", 400, "The specified record does not exist.", ZONES, assumed=True),
    Refusal("Record.Exists", 400, "The specified record already exists.", ZONES, assumed=True),
    Refusal("Record.Invalid.Value", 400, "The specified record value is not valid. {0}", ZONES, assumed=True),
]

REFUSALS = {row.code: row for row in _ROWS}


class Refused(Exception):
    """A call that is answered with an error."""

    def __init__(self, code: str, status: int, message: str) -> None:
        self.code = code
        self.status = status
        self.message = message
        super().__init__(f"{code}: {message}")


def refused(code: str, *details: Any) -> Refused:
    """The error of a row, its text filled with `details`; a pattern takes the name that it is about as the first."""
    row = REFUSALS[code]
    texts = [str(detail) for detail in details]
    missing = row.message.count("{") - len(texts)
    message = row.message.format(*texts, *[""] * max(missing, 0)).rstrip()
    return Refused(code.replace("%s", texts[0]) if "%s" in code else code, row.status, message)
