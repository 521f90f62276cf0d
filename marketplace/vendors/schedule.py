"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "vendors: stock rooms": {"task": "marketplace.vendors.tasks.ensure_stock_rooms_task", "schedule": 300.0},
}
