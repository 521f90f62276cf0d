"""When the regular work is due, by the names of the tasks: the clock reads this without loading them."""

SCHEDULE = {
    "click_and_collect: delete expired holds": {
        "task": "click_and_collect.delete_expired_holds",
        "schedule": 6 * 3600.0,
    }
}
