"""What makes a password acceptable."""

MINIMUM = 8
_COMMON = frozenset(
    {"password", "passwort", "qwertzui", "qwertyui", "iloveyou", "abc12345", "hallo123", "passwort1", "password1"}
    | {"schalke04", "sonnenschein", "zeitz123", "admin123", "letmein1", "willkommen", "12345678a", "geheim123"}
)


def password_fault(password: str, *, email: str = "") -> tuple[str, str] | None:
    """(code, message) of what is wrong with a new password; None if nothing is."""
    if len(password) < MINIMUM:
        return "PASSWORD_TOO_SHORT", f"This password is too short. It must contain at least {MINIMUM} characters."
    if password.isdecimal():
        return "PASSWORD_ENTIRELY_NUMERIC", "This password is entirely numeric."
    if password.lower() in _COMMON:
        return "PASSWORD_TOO_COMMON", "This password is too common."
    if email and password.lower() in (email.lower(), email.lower().partition("@")[0]):
        return "PASSWORD_TOO_SIMILAR", "The password is too similar to the email."
    return None
