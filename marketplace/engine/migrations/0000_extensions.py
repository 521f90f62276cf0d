"""PostgreSQL extensions that the search indexes need; before the tables."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []
    operations = [TrigramExtension(), UnaccentExtension()]
