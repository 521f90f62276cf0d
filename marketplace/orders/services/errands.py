"""Asks the workers for a task by its name, after commit: tasks import services, not the other way round."""

from functools import partial

from celery import current_app
from django.db import transaction

CARRY_OUT = "marketplace.orders.tasks.carry_out_intents_task"
SEND_MAIL = "marketplace.orders.tasks.send_mail_task"


def after_commit(task: str, pk: int) -> None:
    """Run the task with this primary key once the transaction has committed.

    A broker that is away is logged and only delays it: the sweeps of `tasks.py` find the row.
    """
    transaction.on_commit(partial(current_app.send_task, task, [pk], retry=False), robust=True)
