"""Which words are one word of SQL, and which functions take SQL or names."""

import pytest

from jwt_auth_bridge.sqlalchemy.grammar import is_literal, is_operator, is_type, takes_sql

OPERATORS = [
    *("=", "->>", "@>", "<->", "&&", "?|", "~*", "LIKE", "ilike", "glob", "SIMILAR TO", "AT TIME ZONE"),
    *("NOT LIKE", "not ilike", "NOT SIMILAR TO", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"),
]
NO_OPERATORS = [
    "",
    "--",
    "<--",
    "/*",
    "OR",
    "AND",
    "NOT",
    "IN",
    "IS",
    "FROM",
    "from",
    "UNION",
    "INTO",
    "WHERE",
    "LIMIT",
    "OFFSET",
    "COLLATE",
    "AS",
    "XOR",
    "OPERATOR(public.=)",
    "LIKE 'x' OR",
    "DISTINCT FROM",
    "IS NOT",
    "AT  TIME ZONE",
    "LIKE\n",
    ";",
    ",",
    ":=",
    "'",
    "(",
]
TYPES = [
    "INTEGER",
    "double precision",
    "NUMERIC(10, 2)",
    "VARCHAR(20)[]",
    'VARCHAR COLLATE "C"',
    'TEXT COLLATE pg_catalog."de-x-icu"',
    "TIMESTAMP(3) WITHOUT TIME ZONE",
    "INTERVAL YEAR TO MONTH",
    "INTERVAL SECOND (3)",
    '"my type"',
    'app."Mood"',
    "geometry(POINT,4326)",
    "vector(3)",
    "BIT VARYING(5)",
]
NO_TYPES = [
    "",
    "INTEGER FROM own_tasks",
    "INTEGER) FROM own_tasks --",
    "INTEGER OR TRUE",
    "INTEGER, id",
    'TEXT COLLATE "C" OR TRUE',
    'TEXT COLLATE "C"") FROM own_tasks --',
    "VARCHAR((SELECT 1))",
    "VARCHAR('x')",
    "INTERVAL YEAR FROM own_tasks",
    "INTEGER\n",
    "INTEGER --",
]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (is_operator, OPERATORS, NO_OPERATORS),
        (is_type, TYPES, NO_TYPES),
        (
            is_literal,
            ["1", "-1.5", "1e-7", "NULL", "true", "'a'", "'it''s'", "''"],
            ["", "'a' OR 'b'", "'a'b'", "a", "1 OR 1", "(SELECT 1)", "'a'\n"],
        ),
    ],
)
def test_one_word(check: object, good: list[str], bad: list[str]) -> None:
    assert callable(check)
    assert [sql for sql in good if not check(sql)] == []
    assert [sql for sql in bad if check(sql)] == []


KINDS = ("query", "table", "schema", "database", "cursor")
TAKE_SQL = [
    *(f"{kind}_to_xml{what}" for kind in KINDS for what in ("", "schema", "_and_xmlschema")),
    *("ts_stat", "ts_rewrite", "xpath_table", "crosstab", "crosstab4", "connectby", "get_raw_page"),
    *("dblink", "dblink_exec", "dblink_open", "pg_read_file", "pg_read_binary_file", "pg_stat_file"),
    *("pg_ls_dir", "pg_ls_waldir", "pg_logical_slot_get_changes", "pg_replication_origin_create"),
    *("lo_get", "lo_import", "lo_export", "loread", "lowrite", "eval", "load_extension"),
]


def test_functions() -> None:
    """In any case: without quotes, PostgreSQL takes them for the same."""
    assert [name for name in TAKE_SQL if not takes_sql(name) or not takes_sql(name.upper())] == []
    usual = ["count", "lower", "xmlagg", "xml", "row_to_json", "to_tsvector", "local", "log", "query", "now"]
    assert [name for name in usual if takes_sql(name)] == []
