"""Session tokens: signed by the server, their age inside; a session that says nothing is stored nowhere."""

from __future__ import annotations

import hashlib
import secrets

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from service.api.problems import ProblemError


class Sessions:
    """Issues and checks tokens."""

    def __init__(self, secret: str, hours: float) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="motcua-session")
        self._seconds = int(hours * 3600)

    def issue(self) -> str:
        return str(self._signer.dumps(secrets.token_urlsafe(16)))

    def check(self, header: str | None) -> str:
        """Session id of an `Authorization: Bearer` header.

        Raises:
            ProblemError: 401, the token is missing, forged or too old.
        """
        scheme, _, token = (header or "").partition(" ")
        challenge = {"WWW-Authenticate": "Bearer"}
        if scheme.lower() != "bearer" or not token:
            raise ProblemError(401, "unauthorised", headers=challenge)
        try:
            return str(self._signer.loads(token.strip(), max_age=self._seconds))
        except SignatureExpired as error:
            raise ProblemError(401, "expired", headers=challenge) from error
        except (BadSignature, UnicodeError) as error:
            raise ProblemError(401, "unauthorised", headers=challenge) from error


def anonymous(session: str) -> str:
    """What is stored of a session id: enough to group its turns, not to take it over."""
    return hashlib.sha256(session.encode()).hexdigest()[:32]
