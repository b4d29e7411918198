"""PyJWT, as strict as its options go."""

from datetime import datetime, tzinfo
from typing import Any

import jwt
import jwt.api_jwt
from serve import Judge, Verdict, accepted, crashed, serve

REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]


class Clock(datetime):
    """PyJWT takes no clock: it gets its time from the class that is replaced by this one."""

    seconds = 0.0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The time of the question."""
        return datetime.fromtimestamp(cls.seconds, tz)


def open_judge(policy: dict[str, Any]) -> Judge:
    """The key is looked up by `kid`, which PyJWT leaves to its user."""
    keys = {kid: bytes.fromhex(key) for kid, key in policy["keys"].items()}
    jwt.api_jwt.datetime = Clock  # type: ignore[attr-defined]

    def judge(question: dict[str, Any]) -> Verdict:
        token: str = question["token"]
        Clock.seconds = question["now"]
        try:
            key = keys.get(jwt.get_unverified_header(token).get("kid", ""))
            if key is None:
                raise jwt.InvalidKeyError("unknown kid")
            claims = jwt.decode(
                token,
                key,
                algorithms=["HS256"],
                issuer=policy["issuer"],
                audience=policy["audience"],
                leeway=policy["leeway"],
                options={"require": REQUIRED},
            )
            return accepted(claims)
        except jwt.PyJWTError as error:
            return {"ok": False, "code": type(error).__name__, "reason": str(error)}
        except Exception as error:
            return crashed(error)

    return judge


serve(open_judge)
