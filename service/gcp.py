"""Google Cloud: `http` for requests, `pubsub` for the CloudEvents of a Pub/Sub subscription.

`deploy/gcloud.sh` deploys both.
"""

from __future__ import annotations

import base64
import json
import logging
from typing import Any

from jobs.errors import ExpectedError
from service import functions
from service.errors import PayloadRefused

Answer = tuple[str, int, dict[str, str]]
log = logging.getLogger(__name__)


def http(request: Any) -> Answer:
    """A request as to `POST /v1/route`."""
    try:
        return functions.route(request.get_data()), 200, {"Content-Type": "application/json"}
    except PayloadRefused as error:
        return _problem(422, error)
    except ExpectedError as error:
        return _problem(503, error)


def pubsub(event: Any) -> None:
    """A message with one ticket; its decision is one JSON line of the log.

    A message that is no ticket is done with, for it would come back for ever. What cannot be
    decided now is raised, and Pub/Sub brings it again.
    """
    body = base64.b64decode(event.data["message"]["data"])
    try:
        print(json.dumps(functions.route_message(body)), flush=True)  # noqa: T201 - Cloud Logging
    except PayloadRefused as error:
        log.error("the message %s is no ticket: %s", event["id"], error)  # noqa: TRY400


def _problem(status: int, error: Exception) -> Answer:
    told = json.dumps({"status": status, "detail": str(error)})
    return told, status, {"Content-Type": "application/problem+json"}
