"""The one error of the model: a value that cannot be right, with the field it stands in."""


class Refused(ValueError):
    """A field of the problem holds a value that cannot be right.

    `field` is a dotted path such as `order m7.drop.windows`, `value` what stood there, `reason` a sentence.
    """

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(f"{field} = {value!r}: {reason}")
        self.field = field
        self.value = value
        self.reason = reason


def demand(holds: bool, field: str, value: object, reason: str) -> None:
    """Raise `Refused` unless the condition holds."""
    if not holds:
        raise Refused(field, value, reason)
