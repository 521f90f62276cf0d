"""Files in GraphQL requests: https://github.com/jaydenseric/graphql-multipart-request-spec."""

from collections.abc import Mapping
from typing import Any

import orjson

from marketplace.errors import DomainError


def operations_with_files(form: Mapping[str, str], files: Mapping[str, Any]) -> dict[str, Any]:
    """The operation of a multipart request with its files put into the variables.

    Raises DomainError BAD_REQUEST if the form is not as the specification says.
    """
    try:
        operation = orjson.loads(form["operations"])
        places = orjson.loads(form.get("map", "{}"))
        for name, paths in places.items():
            for path in paths:
                _place(operation, path.split("."), files[name])
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):
        raise DomainError("BAD_REQUEST", "The multipart request is malformed.") from None
    if not isinstance(operation, dict):
        raise DomainError("BAD_REQUEST", "Send one operation per request.")
    return operation


def _place(target: Any, path: list[str], file: Any) -> None:
    for step in path[:-1]:
        target = target[int(step)] if isinstance(target, list) else target[step]
    if isinstance(target, list):
        target[int(path[-1])] = file
    else:
        target[path[-1]] = file
