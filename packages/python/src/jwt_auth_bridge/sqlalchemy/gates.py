"""The two gates that every statement of every connection passes: before compiling it, before sending it.

They stand on SQLAlchemy's `Engine` from the moment that a model can be owned, so no engine and no session is
without them.
"""
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Engine, Insert, Update, event
from sqlalchemy.sql.base import Generative
from sqlalchemy.sql.compiler import DDLCompiler, SQLCompiler
from sqlalchemy.sql.lambdas import StatementLambdaElement

from .compiler import OwnerCompiler, watch
from .errors import IsolationError, NoPrincipal, UnreviewedSql
from .ownership import owned_names
from .scope import Owner, Scope, Unowned, scope_on
from .writes import check_update, owned_insert

Params = Mapping[str, Any]

NO_PRINCIPAL = (
    "an owned table is used without a principal: open the session with principal_session(sessions, caller), "
    'or for a job with system_session(sessions, reason="...")'
)


def install() -> None:
    """Put the gates on every engine of this process, those that exist and those to come."""
    event.listen(Engine, "before_execute", give_owner, retval=True)
    event.listen(Engine, "before_cursor_execute", check_sent)


def give_owner(
    connection: Connection,
    statement: Any,
    multiparams: Sequence[Params],
    params: Params,
    _execution_options: Mapping[str, Any],
) -> tuple[Any, Sequence[Params], Params]:
    """Before compilation: the statement takes on the owner of its connection's session."""
    watch(connection.dialect)
    scope = scope_on(connection)
    if isinstance(statement, StatementLambdaElement):
        statement = statement._resolved
    # DDL and savepoints take no options. What takes none and touches an owned table is refused when sent.
    if not isinstance(scope, Owner) or not isinstance(statement, Generative):
        return statement, multiparams, params
    rows = multiparams or ([params] if params else [])
    if isinstance(statement, Insert):
        statement, rows = owned_insert(connection, statement, rows, scope)
    elif isinstance(statement, Update):
        check_update(statement, rows, scope)
    statement = cast(Any, statement).options(scope)
    return (statement, [], rows[0]) if len(rows) == 1 else (statement, rows, {})


def check_sent(
    connection: Connection, _cursor: object, sql: str, _parameters: object, context: Any, _many: bool
) -> None:
    """Before sending: what is not filtered as the connection's scope demands is refused."""
    scope = scope_on(connection)
    if scope is Unowned.SYSTEM:
        return
    compiled = getattr(context, "compiled", None)
    if isinstance(compiled, OwnerCompiler):
        if compiled.owner is None:
            _check_unfiltered(compiled, scope, sql)
        elif not isinstance(scope, Owner) or not compiled.is_sent_for(scope, context.compiled_parameters):
            # A statement that was taken out of a principal's session, with its owner in it.
            raise NoPrincipal(NO_PRINCIPAL)
    elif isinstance(scope, Owner):
        raise UnreviewedSql(
            f"{_kind(compiled)} in a principal's session cannot be filtered: execute {_mend(compiled)}"
        )
    elif (scope is not None or isinstance(compiled, SQLCompiler)) and _names_owned(sql):
        raise NoPrincipal(NO_PRINCIPAL)


def _check_unfiltered(compiled: OwnerCompiler, scope: Scope | None, sql: str) -> None:
    if compiled.touches_owned:
        raise NoPrincipal(NO_PRINCIPAL)
    if isinstance(scope, Owner):
        _raise_first(compiled.faults)
    # A bare connection may use text: migrations do. A session may where no owned table is named.
    elif scope is not None and compiled.faults and _names_owned(sql):
        raise NoPrincipal(NO_PRINCIPAL)


def _raise_first(faults: Sequence[IsolationError]) -> None:
    if faults:
        raise faults[0]


def _kind(compiled: object) -> str:
    if isinstance(compiled, DDLCompiler):
        return "a change of the schema"
    return "SQL for the driver" if compiled is None else "a statement that was compiled before"


def _mend(compiled: object) -> str:
    if isinstance(compiled, DDLCompiler):
        return "it in a migration"
    return 'reviewed(text(...), reason="...")' if compiled is None else "the statement itself"


def _names_owned(sql: str) -> bool:
    return _names(owned_names()).search(sql) is not None


@lru_cache(maxsize=1)
def _names(names: frozenset[str]) -> re.Pattern[str]:
    # `(?!)` matches nothing.
    return re.compile(rf"\b({'|'.join(map(re.escape, names)) or '(?!)'})\b", re.IGNORECASE)
