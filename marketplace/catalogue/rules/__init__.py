"""Decisions of the catalogue as pure functions over plain values: no Django, no clock, no database."""
