"""Base64url without padding (RFC 7515 §2), one text for each byte string: anything else is refused."""

from binascii import a2b_base64, b2a_base64

_TO_URL = bytes.maketrans(b"+/", b"-_")
# "+", "/" and "=" belong to the other alphabet: mapped to a character that the decoder refuses.
_FROM_URL = bytes.maketrans(b"-_+/=", b"+/!!!")
# The last character may not carry bits that no byte uses. Index: length modulo 4.
_LAST = (b"", b"", b"AQgw", b"AEIMQUYcgkosw048")
_PADDING = (b"", b"", b"==", b"=")


def encode(data: bytes) -> bytes:
    """Canonical text of `data`."""
    return b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=")


def decode(text: bytes) -> bytes:
    """Bytes of a canonical, non-empty text.

    :raises ValueError: for every other text. The message holds nothing of it.
    """
    rest = len(text) & 3
    if (rest and (rest == 1 or text[-1] not in _LAST[rest])) or not text:
        raise ValueError("not canonical base64url")
    # Other characters than the alphabet's are what strict_mode refuses.
    return a2b_base64(text.translate(_FROM_URL) + _PADDING[rest], strict_mode=True)
