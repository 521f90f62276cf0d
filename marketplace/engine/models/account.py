"""Users, their addresses, apps, and the keys that sign tokens."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from marketplace.engine.models.metadata import WithMetadata


def new_token_key() -> str:
    """A fresh value for `User.jwt_token_key`; changing it voids every refresh token of the user."""
    return secrets.token_urlsafe(9)


class Address(WithMetadata):
    """A postal address, in the book of `user`; without one it is the own copy of a warehouse, checkout or order."""

    user = models.ForeignKey("engine.User", models.CASCADE, null=True, blank=True, related_name="addresses")
    first_name = models.CharField(max_length=256, blank=True, default="")
    last_name = models.CharField(max_length=256, blank=True, default="")
    company_name = models.CharField(max_length=256, blank=True, default="")
    street_address_1 = models.CharField(max_length=256, blank=True, default="")
    street_address_2 = models.CharField(max_length=256, blank=True, default="")
    city = models.CharField(max_length=256, blank=True, default="")
    city_area = models.CharField(max_length=128, blank=True, default="")
    postal_code = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2)
    country_area = models.CharField(max_length=128, blank=True, default="")
    phone = models.CharField(max_length=128, blank=True, default="")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.street_address_1}, {self.postal_code} {self.city}"

    def values(self) -> dict[str, str]:
        """The postal fields by name, for copies and comparisons."""
        return {name: getattr(self, name) for name in POSTAL_FIELDS}

    def copy(self) -> "Address":
        """An unsaved address with the same postal fields and no owner."""
        return Address(**self.values())


POSTAL_FIELDS = (
    "first_name",
    "last_name",
    "company_name",
    "street_address_1",
    "street_address_2",
    "city",
    "city_area",
    "postal_code",
    "country",
    "country_area",
    "phone",
)


class User(WithMetadata):
    """A customer or a member of staff. `password` is a hash of django.contrib.auth.hashers."""

    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=256, blank=True, default="")
    last_name = models.CharField(max_length=256, blank=True, default="")
    password = models.CharField(max_length=128, blank=True, default="")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_confirmed = models.BooleanField(default=True)
    last_confirm_email_request = models.DateTimeField(null=True, blank=True)
    last_password_reset_request = models.DateTimeField(null=True, blank=True)
    permissions = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    language_code = models.CharField(max_length=35, default="de")
    note = models.TextField(blank=True, default="")
    external_reference = models.CharField(max_length=250, unique=True, null=True, blank=True)
    jwt_token_key = models.CharField(max_length=12, default=new_token_key)
    default_shipping_address = models.ForeignKey(Address, models.SET_NULL, null=True, blank=True, related_name="+")
    default_billing_address = models.ForeignKey(Address, models.SET_NULL, null=True, blank=True, related_name="+")
    date_joined = models.DateTimeField(default=timezone.now)
    last_login = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.email


class PasswordResetRequest(models.Model):
    """Somebody wants a link to a new password for an address, whether there is such an account or not.

    A worker deletes the row once it has answered, by a link or by silence.
    """

    email = models.CharField(max_length=254)
    redirect_url = models.TextField()
    channel_slug = models.CharField(max_length=255, blank=True, default="")
    requested_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.email} at {self.requested_at:%Y-%m-%d %H:%M}"


class App(WithMetadata):
    """A program that acts with permissions of its own. Only the SHA-256 of its token is stored."""

    name = models.CharField(max_length=60)
    identifier = models.CharField(max_length=256, unique=True)
    is_active = models.BooleanField(default=True)
    permissions = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    token_last_4 = models.CharField(max_length=4, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.identifier


class SigningKey(models.Model):
    """An RSA key pair for tokens and webhook signatures. The newest active key signs; all listed keys verify."""

    kid = models.CharField(max_length=64, unique=True)
    private_pem = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.kid
