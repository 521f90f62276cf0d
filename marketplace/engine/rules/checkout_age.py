"""When a checkout that nobody finishes is forgotten (Saleor's periods)."""

from datetime import timedelta

EMPTY = timedelta(hours=6)
OF_NOBODY = timedelta(days=30)
OF_CUSTOMER = timedelta(days=90)
