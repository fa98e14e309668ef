"""moto as one WSGI application: one call at a time, an instance id, and errors that AWS clients can read."""

from __future__ import annotations

import json
import logging
import math
import threading
import uuid
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.clock import CLOCK
from privateapi.sandbox.serving import CLOCK_PATH, INSTANCE_PATH, RESET_PATH

logger = logging.getLogger(__name__)

_MOTO_RESET_PATH = "/moto-api/reset"
_REST_XML = ("cloudfront", "route53", "s3")

_NO_SUCH_PATH = b"<!doctype html>"
_FAILED = "500 Internal Server Error"

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Application:
    """Answers AWS calls with moto.

    The instance id names this server's present state: it is new with every start and every reset, so that a
    client that remembers it notices that the state it relies on is gone.
    """

    def __init__(self, identity: dict[str, Any] | None = None) -> None:
        """`identity` is answered together with the instance id (endpoint, process id)."""
        self.identity = identity if identity is not None else {}
        self.instance = _new_instance()
        self.on_reset: Callable[[], None] = lambda: None
        self.ready = threading.Event()
        self.failure: str | None = None
        self._moto = DomainDispatcherApplication(create_backend_app)
        # moto iterates over plain dicts while other calls change them: calls take turns. They share one
        # interpreter lock anyway, so nothing is lost.
        self._turn = threading.RLock()

    def describe(self) -> dict[str, Any]:
        """The identity with the present instance id."""
        return {**self.identity, "instance": self.instance}

    def reset(self) -> str:
        """Empty every service in every region and return the new instance id."""
        with self._turn:
            BackendDict.reset()
            reset_model_data()
            CLOCK.reset()
            measurements.forget()
            self.instance = _new_instance()
            self.on_reset()
            return self.instance

    def warm_up(self, service: str) -> None:
        """Load what the first call to `service` (moto's name) would load."""
        with self._turn:
            if service not in self._moto.app_instances:
                self._moto.app_instances[service] = self._moto.create_app(service)  # type: ignore[arg-type]

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """The WSGI entry."""
        path = environ.get("PATH_INFO", "")
        if path == INSTANCE_PATH:
            return _json(start_response, "200 OK", self.describe())
        self.ready.wait()
        if self.failure is not None:
            return _error(environ, start_response, _FAILED, "InternalFailure", self.failure)
        if path in (RESET_PATH, _MOTO_RESET_PATH):
            if environ["REQUEST_METHOD"] != "POST":
                return _json(start_response, "405 Method Not Allowed", {"message": "reset takes a POST"})
            self.reset()
            return _json(start_response, "200 OK", {"status": "ok", **self.describe()})
        if path == CLOCK_PATH:
            return self._clock(environ, start_response)
        with self._turn:
            try:
                measurements.catch_up()
                return self._call(environ, start_response)
            except NotImplementedError as missing:
                logger.warning("%s %s: %s", environ["REQUEST_METHOD"], path, missing)
                # 501 is not retried by AWS clients; the default 500 would be, several times.
                return _error(environ, start_response, "501 Not Implemented", "NotImplemented", str(missing))
            except Exception as fault:
                logger.exception("%s %s", environ["REQUEST_METHOD"], path)
                message = f"the sandbox failed: {type(fault).__name__}: {fault}"
                return _error(environ, start_response, _FAILED, "InternalFailure", message)

    def _clock(self, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        """The clock; a POST with `speed` (seconds in a real second) or `advance` (seconds) in its query sets it."""
        given = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        try:
            values = {name: float(given[name]) for name in ("speed", "advance") if name in given}
        except ValueError:
            values = {"speed": -1.0}
        if environ["REQUEST_METHOD"] == "POST":
            if not all(0 <= value < math.inf for value in values.values()):
                return _json(start_response, "400 Bad Request", {"message": "speed and advance take numbers from 0"})
            with self._turn:
                # What was until now goes by the clock as it was until now.
                measurements.catch_up()
                CLOCK.speed = values.get("speed", CLOCK.speed)
                CLOCK.advance(values.get("advance", 0.0))
        return _json(start_response, "200 OK", {"now": f"{CLOCK.now().isoformat()}Z", "speed": CLOCK.speed})

    def _call(self, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        head: list[Any] = []

        def keep(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            head[:] = [status, headers]

        chunks = self._moto(environ, keep)
        content = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        status, headers = head
        if status.startswith("404 ") and content.startswith(_NO_SUCH_PATH):
            # A client would take this for a thing that is not there; it is an operation that is not there.
            raise NotImplementedError(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} is unknown to the sandbox")
        start_response(status, headers)
        return [content]


def _new_instance() -> str:
    return uuid.uuid4().hex


def _json(start_response: StartResponse, status: str, value: dict[str, Any]) -> list[bytes]:
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(value).encode()]


def _error(environ: dict[str, Any], start_response: StartResponse, status: str, code: str, message: str) -> list[bytes]:
    """An error in the form that the caller's protocol reads: two forms of XML, or JSON."""
    scope = environ.get("HTTP_AUTHORIZATION", "").split(",")[0].split("/")
    service = scope[3] if len(scope) == 5 else ""
    content_type = environ.get("CONTENT_TYPE", "")
    error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    if service == "ec2":
        body = f"<Response><Errors>{error}</Errors></Response>"
    elif service in _REST_XML or content_type.startswith("application/x-www-form-urlencoded"):
        body = f"<ErrorResponse>{error}</ErrorResponse>"
    else:
        start_response(status, [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)])
        return [json.dumps({"__type": code, "message": message}).encode()]
    start_response(status, [("Content-Type", "text/xml")])
    return [body.encode()]
