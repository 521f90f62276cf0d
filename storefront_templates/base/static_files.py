"""How a static file gets its address."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedOrPlainStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, cached for ever, once `collectstatic` has run; plain names before that (tests, first steps).

    Whitenoise serves plain names straight from the packages, so no page depends on a build step.
    """

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
