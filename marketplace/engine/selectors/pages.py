"""Which pages somebody may see."""

from datetime import datetime

from django.db.models import Q, QuerySet

from marketplace.engine.models import Page
from marketplace.graphql.context import Requestor


def pages_for(requestor: Requestor, *, now: datetime) -> QuerySet[Page]:
    """All pages for those who manage them; what is published, and due, for everybody else."""
    if requestor.has("MANAGE_PAGES"):
        return Page.objects.all()
    return Page.objects.filter(Q(published_at__isnull=True) | Q(published_at__lte=now), is_published=True)
