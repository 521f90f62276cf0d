"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

from celery.schedules import crontab

SCHEDULE = {
    "orders: compare changed and open orders with the engine": {
        "task": "marketplace.orders.tasks.compare_task",
        "schedule": 900.0,
    },
    "orders: compare orders and all listings with the engine": {
        "task": "marketplace.orders.tasks.compare_task",
        "schedule": crontab(minute=37),
        "kwargs": {"with_goods": True},
    },
    "orders: carry out what is still open": {
        "task": "marketplace.orders.tasks.sweep_intents_task",
        "schedule": 20.0,
    },
    "orders: send mails that are still queued": {
        "task": "marketplace.orders.tasks.sweep_mails_task",
        "schedule": 60.0,
    },
    "orders: finish placements whose process died": {
        "task": "marketplace.orders.tasks.sweep_placements_task",
        "schedule": 30.0,
    },
    "orders: give up what nobody answered or collected": {
        "task": "marketplace.orders.tasks.release_overdue_task",
        "schedule": crontab(minute=10),
    },
}
