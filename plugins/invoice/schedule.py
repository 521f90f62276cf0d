"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "invoice: issue, write and mail what is still missing": {
        "task": "plugins.invoice.tasks.sweep_invoices_task",
        "schedule": 120.0,
    }
}
