"""Decisions about invoices over plain values. No Django, no clock, no database."""
