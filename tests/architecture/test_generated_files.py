"""Files that are made from the code and committed are up to date: migrations, schema, translations."""

from io import StringIO

import polib
import pytest
from django.core.management import call_command

from config import schema_file, translation_catalogue


@pytest.mark.django_db
def test_no_migration_is_missing():
    output = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


def test_schema_file_is_current():
    assert schema_file.PATH.read_text() == schema_file.printed_schema(), "run script/schema and look at the difference"


def test_english_is_complete():
    before = translation_catalogue.PATH.read_bytes()
    try:
        collected = translation_catalogue.collect()
    finally:
        translation_catalogue.PATH.write_bytes(before)
    known = {entry.msgid for entry in polib.pofile(str(translation_catalogue.PATH))}
    assert not {entry.msgid for entry in collected} - known, "run script/translate"
    assert not translation_catalogue.missing(collected)
