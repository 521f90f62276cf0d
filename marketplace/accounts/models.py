"""People as the platform knows them: the holder of a Saleor account, and what the town lets them do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Somebody who signed in once. Saleor owns the account; name and address of mail are copies of its.

    After an erasure the row stays, empty of personal data, because orders and records point to it.
    """

    saleor_user_id = models.CharField(max_length=64, unique=True, help_text="Saleor's global id, e.g. VXNlcjox.")
    email = models.EmailField(db_index=True)
    previous_email = models.EmailField(blank=True, default="", help_text="Until it has been told that it was replaced.")
    first_name = models.CharField(max_length=256, blank=True)
    last_name = models.CharField(max_length=256, blank=True)
    language = models.CharField(max_length=8, default="de")
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Full name, or the address of mail while no name is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.email


class Role(models.Model):
    """What a person does for the town. Staff of a shop is known to `vendors`, not here."""

    class Kind(models.TextChoices):
        CITY = "city", _("Stadtmarketing")
        DRIVER = "driver", _("Fahrerin oder Fahrer")
        OPERATOR = "operator", _("Kümmerer")

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=16, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="accounts_role_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["city", "driver", "operator"]), name="accounts_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Erasure(models.Model):
    """That a person's data were erased, what the law made us keep, and whether Saleor's account is gone too."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="erasure")
    saleor_user_id = models.CharField(max_length=64)
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    remains = models.JSONField(default=list, help_text="Sentences that name what stays and why.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(saleor_user_id=""), name="accounts_erasure_forgets_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.requested_at:%Y-%m-%d}"
