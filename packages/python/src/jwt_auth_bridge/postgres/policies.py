"""The four policies of an owned table: a row is there for its owner, and for nobody else."""

import re
from typing import NamedTuple

from .quoting import quoted
from .setting import SETTING

CALLER = f"nullif(current_setting('{SETTING}', true), '')::json ->> 'sub'"
"""The caller, or NULL, which equals nobody.

After a connection's first transaction with a caller the setting is empty and no longer NULL: hence nullif.
"""


class Policy(NamedTuple):
    """One policy, with the conditions that its command takes."""

    name: str
    command: str
    using: bool
    """Whether it chooses the rows that are there."""
    check: bool
    """Whether it judges the rows that are to be."""


POLICIES = (
    Policy("owner_select", "SELECT", using=True, check=False),
    Policy("owner_insert", "INSERT", using=False, check=True),
    Policy("owner_update", "UPDATE", using=True, check=True),
    Policy("owner_delete", "DELETE", using=True, check=False),
)
"""One for each command. They are for every role, the table's owner too."""
POLICY_NAMES = frozenset(policy.name for policy in POLICIES)


def condition(owner: str) -> str:
    """What all policies of a table demand.

    In a SELECT of its own the caller is looked up once for a statement, and not for each row.

    owner: the column that holds a row's user id.
    """
    return f"{quoted(owner)} = (SELECT {CALLER})"


_TOKENS = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|[^\s\w()'"]+""")


def is_condition(found: str | None, owner: str) -> bool:
    """Whether a condition that PostgreSQL tells back is the one of this owner's column.

    PostgreSQL adds brackets and casts to text, and quotes what it must. All else has to be the same.
    """
    return found is not None and _tokens(found) == _tokens(condition(owner))


def _tokens(expression: str) -> list[str]:
    tokens = [_token(token) for token in _TOKENS.findall(expression)]
    return " ".join(tokens).replace(" :: text", "").split(" ")


def _token(text: str) -> str:
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
    return text if text.startswith("'") else text.lower()
