"""AWS Lambda: `service.aws.handler` for batches of an SQS queue and for a function URL.

Of a batch only the messages that failed come back to the queue. Decisions go to the queue
ROUTECASE_DECISIONS_QUEUE where one is named, and are returned.
"""

from __future__ import annotations

import base64
import json
import logging
import os
from typing import Any

from jobs.errors import ExpectedError
from service import functions
from service.errors import PayloadRefused

Json = dict[str, Any]
log = logging.getLogger(__name__)


def handler(event: Json, _context: object = None) -> Json:
    """A batch of SQS messages, each a ticket `{id, subject, body}`, or one HTTP request."""
    return _batch(event["Records"]) if "Records" in event else _request(event)


def _batch(records: list[Json]) -> Json:
    decisions, failed = [], []
    for record in records:
        try:
            decisions.append(_decided(record["body"]))
        except Exception:
            log.exception("message %s goes back to the queue", record["messageId"])
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed, "decisions": decisions}


def _decided(body: str) -> Json:
    decision = functions.route_message(body)
    if url := os.environ.get("ROUTECASE_DECISIONS_QUEUE"):
        import boto3  # noqa: PLC0415 - a function without a queue does without

        boto3.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(decision))
    return decision


def _request(event: Json) -> Json:
    body = event.get("body") or ""
    try:
        raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
        return _answer(200, functions.route(raw))
    except PayloadRefused as error:
        return _answer(422, json.dumps({"status": 422, "detail": str(error)}), "problem+json")
    except ExpectedError as error:
        return _answer(503, json.dumps({"status": 503, "detail": str(error)}), "problem+json")


def _answer(status: int, body: str, kind: str = "json") -> Json:
    return {"statusCode": status, "headers": {"Content-Type": f"application/{kind}"}, "body": body}
