"""Decisions about vendor orders over plain values: no Django, no clock, no database."""
