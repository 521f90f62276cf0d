"""Asks the workers for a task by its name, after commit: tasks import services, not the other way round."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

CARRY_OUT = "marketplace.orders.tasks.carry_out_intents_task"
SEND_MAIL = "marketplace.orders.tasks.send_mail_task"


def after_commit(task: str, argument: int) -> None:
    """Run the task with this argument (a primary key, a yes or no) once the transaction has committed."""
    transaction.on_commit(partial(_send, task, argument))


def _send(task: str, argument: int) -> None:
    """Without a broker the sweeps of `tasks.py` find the row later; who acted must not hear of it."""
    try:
        current_app.send_task(task, [argument], retry=False)
    except Exception:
        logger.exception("no worker was asked for %s(%s)", task, argument)
