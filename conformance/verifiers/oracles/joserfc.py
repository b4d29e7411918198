"""joserfc, as strict as its options go."""

from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey
from serve import Judge, Verdict, accepted, crashed, serve


def open_judge(policy: dict[str, Any]) -> Judge:
    """A key set, from which joserfc takes the key that the header names."""
    keys = KeySet(
        [OctKey.import_key(bytes.fromhex(key), {"kid": kid}) for kid, key in policy["keys"].items()]
    )
    present = jwt.ClaimsOption(essential=True)
    now = 0.0
    registry = jwt.JWTClaimsRegistry(
        now=lambda: now,  # type: ignore[arg-type,return-value]
        leeway=policy["leeway"],
        iss={"essential": True, "value": policy["issuer"]},
        aud={"essential": True, "value": policy["audience"]},
        sub=present,
        sid=present,
        jti=present,
        iat=present,
        exp=present,
    )

    def judge(question: dict[str, Any]) -> Verdict:
        nonlocal now
        now = question["now"]
        try:
            claims = jwt.decode(question["token"], keys, algorithms=["HS256"]).claims
            registry.validate(claims)
            return accepted(claims)
        except JoseError as error:
            return {"ok": False, "code": error.error, "reason": str(error)}
        except Exception as error:
            return crashed(error)

    return judge


serve(open_judge)
