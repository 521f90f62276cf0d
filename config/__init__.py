"""Wiring only: settings, addresses, the schema, the Celery application. Imports anything, imported by nobody."""
