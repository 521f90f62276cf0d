"""Asks the workers for a task by its name, after commit; what gets lost is found by the sweep."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

RENDER = "plugins.invoice.tasks.render_invoice_task"
ISSUE = "plugins.invoice.tasks.issue_invoice_task"
CORRECT = "plugins.invoice.tasks.correct_invoice_task"


def after_commit(task: str, *keys: int) -> None:
    transaction.on_commit(partial(_send, task, list(keys)))


def _send(task: str, keys: list[int]) -> None:
    """Without a broker the sweep does it later; who acted must not hear of it."""
    try:
        current_app.send_task(task, keys, retry=False)
    except Exception:
        logger.exception("no worker was asked for %s(%s)", task, keys)
