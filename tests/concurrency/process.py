"""A process of its own for tests that race or kill one: `python -m tests.concurrency.process <act> <json>`.

It works on the test's database over its own connections, says `ready` when it is loaded, waits for a line on its
standard input, acts, and prints one JSON object.
"""

import json
import sys
from importlib import import_module

import django
from django.conf import settings


def main() -> None:
    django.setup()
    fake = "tests.marketplace.engine.platform"
    settings.SALEOR_IN_PROCESS_EXECUTOR = f"{fake}.execute"
    settings.ENGINE_EVENT_DOCUMENTS = "tests.marketplace.engine.conftest.recorded_document"
    settings.ENGINE_EVENT_RECEIVER = f"{fake}.receive"
    settings.ENGINE_SYNC_EVENT_RECEIVER = f"{fake}.answer"
    settings.SALEOR_APP_ID = "spike.marketplace"
    acts = import_module("tests.concurrency.acts")  # needs the apps to be ready
    act = getattr(acts, sys.argv[1])
    arguments = json.loads(sys.argv[2])
    acts.load()
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(act(**arguments)), flush=True)


if __name__ == "__main__":
    main()
