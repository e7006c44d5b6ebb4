"""Makes the calls of a list with a client that openapi-python-client has generated: calls.py CLIENT_FOLDER CASES"""

import importlib
import json
import re
import sys
from datetime import datetime

folder, cases = sys.argv[1:]
sys.path.insert(0, folder)
from ai_multi_comms_client import Client, models  # noqa: E402

BODIES = {"initiateConversation": "Request", "cancelConversation": "CancelAction"}


def snake(name):
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)


def plain(value):
    """Instants are read and written again by the client, in a form of its own."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    try:
        return datetime.fromisoformat(value).isoformat() if isinstance(value, str) else value
    except ValueError:
        return value


def call(case):
    module = f"ai_multi_comms_client.api.{case['tag'].lower()}.{snake(case['operation'])}"
    body = {} if case["body"] is None else {"body": getattr(models, BODIES[case["operation"]]).from_dict(case["body"])}
    client = Client(base_url=case["url"], headers={"x-api-key": case["key"]})
    return importlib.import_module(module).sync_detailed(**case["path"], client=client, **body)


for case in json.load(open(cases)):
    answer = call(case)
    told = {} if answer.parsed is None else plain(answer.parsed.to_dict())
    expected = plain(case["answer"])
    if answer.status_code != case["status"] or any(told.get(name) != value for name, value in expected.items()):
        sys.exit(f"{case['operation']} {answer.status_code}: {told} instead of {case['status']} {expected}")
