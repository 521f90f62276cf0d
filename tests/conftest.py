"""What every test shares."""

from config.celery import app

# Tasks that a test sends go nowhere: a test calls what a worker would call.
app.conf.broker_url = "memory://"
