"""AWS-FO-03: APIs whose errors no record sees."""

from privateapi.rules.aws_failover._stuck import StuckRule


class ApiErrors(StuckRule):
    """An API that fails, or whose backend does, makes the record of its Region unhealthy."""

    id = "AWS-FO-03"
    fix = "add an alarm on the 5xx errors of the API to the health check of the record"
    remarks = "Judged where no record of the name sees its API fail; where only some do, AWS-FO-02 speaks."

    def concerns(self, of_api: bool, noticed: bool) -> bool:
        return of_api and not noticed
