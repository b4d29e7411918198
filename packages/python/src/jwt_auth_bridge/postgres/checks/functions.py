"""Functions that run with the rights of a role which policies do not hold for."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from ...log import logger
from ..policies import POLICY_NAMES
from .relations import Relation

# A trigger's function asks nobody for the right to EXECUTE it: what counts is that a trigger calls it.
# Those of extensions know nothing of our tables.
_FUNCTIONS = text(
    """
    SELECT function.oid::regprocedure::text,
           (SELECT string_agg(DISTINCT tgrelid::regclass::text, ', ') FROM pg_trigger
            WHERE tgfoid = function.oid AND tgrelid = ANY(CAST(:tables AS oid[]))),
           function.prosrc, pg_get_function_sqlbody(function.oid)
    FROM pg_proc AS function JOIN pg_roles AS owner ON owner.oid = proowner
    WHERE prosecdef
      AND (rolsuper OR rolbypassrls
           OR EXISTS (SELECT FROM pg_policy, unnest(polroles) AS admitted
                      WHERE polrelid = ANY(CAST(:tables AS oid[])) AND polpermissive
                        AND polname <> ALL(CAST(:policies AS text[]))
                        AND admitted <> 0 AND pg_has_role(owner.oid, admitted, 'MEMBER')))
      AND CASE prorettype
          WHEN 'trigger'::regtype THEN EXISTS (SELECT FROM pg_trigger WHERE tgfoid = function.oid)
          WHEN 'event_trigger'::regtype
          THEN EXISTS (SELECT FROM pg_event_trigger WHERE evtfoid = function.oid)
          ELSE has_function_privilege(function.oid, 'EXECUTE') END
      AND pronamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
      AND NOT EXISTS (SELECT FROM pg_depend
                      WHERE classid = 'pg_proc'::regclass AND objid = function.oid AND deptype = 'e')
    ORDER BY 1
    """
)
_HELD = "give it to the tables' owner, whom the policies hold for"


def function_faults(
    connection: Connection, tables: Sequence[Relation], readers: Sequence[Relation]
) -> Iterator[str]:
    """Such functions that the role may call or set off, and that name an owned table. Warns of the others.

    tables: the owned ones; any such trigger on them is a fault.
    readers: they, and whatever reads them.
    """
    names = "|".join(re.escape(reader.bare) for reader in readers)
    named = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    about = {"tables": [table.oid for table in tables], "policies": sorted(POLICY_NAMES)}
    for function, triggering, *sources in connection.execute(_FUNCTIONS, about):
        invoker = f"ALTER FUNCTION {function} SECURITY INVOKER"
        if triggering is not None:
            yield f"a trigger on {triggering} runs {function} past the policies: {invoker}, or {_HELD}"
        elif any(source is not None and named.search(source) for source in sources):
            mend = f"{invoker}, revoke EXECUTE from PUBLIC, or {_HELD}"
            yield f"the function {function} goes past the policies: {mend}"
        else:
            logger.warning(
                "the function %s runs past row-level security: look whether it reaches users' rows",
                function,
            )
