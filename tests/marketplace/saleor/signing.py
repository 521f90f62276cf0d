"""Keys and signatures as Saleor makes them."""

import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from jwt.api_jws import PyJWS


class SigningKey:
    """A private key with the public half that a JWKS shows."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def jwk(self) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        return {**public, "kid": self.kid, "use": "sig", "alg": "RS256"}

    def token(self, **claims: Any) -> str:
        """An access token with these claims."""
        return jwt.encode(claims, self.private, algorithm="RS256", headers={"kid": self.kid})

    def signature(self, body: bytes) -> str:
        """A detached signature over a webhook's body: `header..signature`."""
        headers = {"kid": self.kid, "b64": False, "crit": ["b64"]}
        return PyJWS().encode(body, self.private, algorithm="RS256", headers=headers, is_payload_detached=True)
