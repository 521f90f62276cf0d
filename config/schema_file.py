"""`python -m config.schema_file`: write the served GraphQL schema to schema.graphql, so that each change is seen."""

import os
from pathlib import Path

import django
from graphql import lexicographic_sort_schema, print_schema

PATH = Path(__file__).resolve().parent.parent / "schema.graphql"


def printed_schema() -> str:
    """The schema in SDL, sorted by name. Needs `django.setup()`."""
    from config.schema import schema  # late: models must be loaded first

    return print_schema(lexicographic_sort_schema(schema().graphql_schema)) + "\n"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    PATH.write_text(printed_schema())


if __name__ == "__main__":
    main()
