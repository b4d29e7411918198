"""The payload of a token whose signature is good."""

from . import base64url
from .errors import TokenInvalid
from .jws import not_compact
from .strict_json import DuplicateNameError, NonFiniteNumberError, StrictJSONError, parse_object


def read_payload(segment: bytes) -> dict[str, object]:
    """The claims set (profile rules P1 to P4).

    :raises TokenInvalid: for what is none.
    """
    try:
        return parse_object(base64url.decode(segment))
    except DuplicateNameError:
        raise TokenInvalid("payload_duplicate: a member name is repeated") from None
    except NonFiniteNumberError:
        raise TokenInvalid("claim_type: a number is not finite") from None
    except StrictJSONError:
        raise TokenInvalid(
            "payload_json: the payload is not a JSON object that every parser reads alike"
        ) from None
    except ValueError:
        raise not_compact() from None
