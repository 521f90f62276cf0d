"""Proves that a webhook comes from Saleor: a detached JWS over the raw body.

https://docs.saleor.io/developer/extending/webhooks/payload-signature
"""

import jwt
from jwt.api_jws import PyJWS

from marketplace.saleor.keys import KeySet

_JWS = PyJWS()


class SignatureInvalid(Exception):
    """The body was not signed by Saleor as it arrived."""


def check_signature(signature: str, body: bytes, *, keys: KeySet) -> None:
    """Raises SignatureInvalid unless `signature` (`header..signature`, RS256, `b64: false`) covers the body.

    `b64: false` is demanded, not only understood: a person's access token is signed with the same keys, and without
    the demand its middle part would pass for a signed body. Raises SaleorUnreachable if keys cannot be fetched.
    """
    try:
        header = jwt.get_unverified_header(signature)
        if header.get("b64") is not False or header.get("crit") != ["b64"]:
            raise SignatureInvalid("not a detached signature")
        key = keys.key(header.get("kid"))
        if key is None:
            raise SignatureInvalid("signed with an unknown key")
        _JWS.decode(signature, key, algorithms=["RS256"], detached_payload=body)
    except jwt.PyJWTError as error:
        raise SignatureInvalid(type(error).__name__) from error
