"""What search and refreshes need of PostgreSQL before the tables: extensions, a text search configuration, a sequence.

`regionalmarkt_german` is German stemming after folding (ä to a, ß to ss), so that Brötchen, Broetchen and brotchen meet.
"""

from django.contrib.postgres.operations import CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION regionalmarkt_german (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION regionalmarkt_german
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, german_stem;
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION regionalmarkt_german"),
        migrations.RunSQL("CREATE SEQUENCE catalogue_sync_turn", "DROP SEQUENCE catalogue_sync_turn"),
    ]
