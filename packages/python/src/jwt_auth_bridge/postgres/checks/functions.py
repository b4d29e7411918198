"""Functions that run with the rights of a role which policies do not hold for."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from ...log import logger

# Trigger functions cannot be called; those of extensions know nothing of our tables.
_FUNCTIONS = text(
    """
    SELECT function.oid::regprocedure::text, function.prosrc, pg_get_function_sqlbody(function.oid)
    FROM pg_proc AS function JOIN pg_roles AS owner ON owner.oid = proowner
    WHERE prosecdef AND (rolsuper OR rolbypassrls) AND has_function_privilege(function.oid, 'EXECUTE')
      AND pronamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
      AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
      AND NOT EXISTS (SELECT FROM pg_depend
                      WHERE classid = 'pg_proc'::regclass AND objid = function.oid AND deptype = 'e')
    ORDER BY 1
    """
)


def function_faults(connection: Connection, tables: Sequence[str]) -> Iterator[str]:
    """Such functions that the role may call and that name an owned table. Warns of the others.

    tables: names without schemas.
    """
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, tables))})\b", re.IGNORECASE)
    for function, *sources in connection.execute(_FUNCTIONS):
        if any(source is not None and named.search(source) for source in sources):
            mend = f"ALTER FUNCTION {function} SECURITY INVOKER"
            yield f"the function {function} goes past the policies: {mend}, or revoke EXECUTE from PUBLIC"
        else:
            logger.warning(
                "the function %s runs past row-level security: look whether it reaches users' rows",
                function,
            )
