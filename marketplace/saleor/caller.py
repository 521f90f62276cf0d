"""In whose name the platform speaks to Saleor."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Caller:
    """The platform's App, nobody, or the holder of an access token."""

    kind: Literal["app", "anonymous", "user"]
    token: str | None = field(default=None, repr=False)

    @classmethod
    def app(cls) -> "Caller":
        """The platform's own App, after the platform made its own check of the person in front."""
        return APP

    @classmethod
    def anonymous(cls) -> "Caller":
        return ANONYMOUS

    @classmethod
    def user(cls, access_token: str) -> "Caller":
        """The person whose Saleor access token this is (valid for minutes, see `tokens`)."""
        return cls("user", access_token)


APP = Caller("app")
ANONYMOUS = Caller("anonymous")
