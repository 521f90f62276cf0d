"""What can go wrong before anything runs, in the operator's words."""


class StartRefused(Exception):
    """The start cannot go on; the text says what happened and what to do."""
