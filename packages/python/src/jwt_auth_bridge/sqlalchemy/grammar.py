"""What SQLAlchemy writes as it stands may be one word of SQL. These tell such a word from more than one."""

import re

_TERM = re.compile(r"\*|-?\d+(\.\d+)?|'[^'\\]*'|[A-Za-z_]\w*(\.[A-Za-z_]\w*)?", re.ASCII)
_TRANSLATED = re.compile(r"__\[SCHEMA_[\w. -]+\]")
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SIGNS = re.compile(r"(?!.*(--|/\*))[-!#%&*+/<=>?@^|~]+", re.ASCII)
_WORDS = frozenset(
    {
        *("GLOB", "ILIKE", "LIKE", "MATCH", "OVERLAPS", "REGEXP", "SIMILAR TO", "AT TIME ZONE"),
        *("NOT LIKE", "NOT ILIKE", "NOT SIMILAR TO", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"),
    }
)

_NAME = r'(?:[A-Za-z_]\w*|"(?:[^"]|"")+")'
_NUMBERS = r"(?: ?\(\w+(?:, ?-?\w+)*\))?"
_MORE = r"(?: (?:PRECISION|VARYING|WITH|WITHOUT|TIME|ZONE|TO|YEAR|MONTH|DAY|HOUR|MINUTE|SECOND))*"
_TYPE = re.compile(
    rf"{_NAME}(?:\.{_NAME})?{_MORE}{_NUMBERS}{_MORE}(?:\[\])*(?: COLLATE {_NAME}(?:\.{_NAME})?)?",
    re.ASCII | re.I,
)
_LITERAL = re.compile(r"NULL|true|false|-?\d+(\.\d+)?([eE][-+]?\d+)?|'([^']|'')*'", re.ASCII)

_TAKES_SQL = re.compile(
    r"(query|table|schema|database|cursor)_to_xml(_?schema|_and_xmlschema)?|xpath_table"
    r"|ts_stat|ts_rewrite|crosstab\w*|connectby|dblink\w*|eval|load_extension"
    r"|pg_(read|ls|stat)_\w*(file|dir)\w*|pg_(logical|replication)_\w+|get_raw_page"
    r"|lo_\w+|loread|lowrite",
    re.ASCII | re.I,
)


def is_term(sql: str) -> bool:
    """Whether that is one term: a star, a number, a string, a name."""
    return _TERM.fullmatch(sql) is not None


def is_word(sql: str) -> bool:
    """Whether that is one name without quotes, or the field of an EXTRACT."""
    return _WORD.fullmatch(sql) is not None


def is_unquoted(name: str) -> bool:
    """Whether that is a name that needs no quotes, or the mark of a schema that SQLAlchemy translates."""
    return is_word(name) or _TRANSLATED.fullmatch(name) is not None


def is_operator(sql: str) -> bool:
    """Whether that is one operator that compares or computes, not OR or FROM: so it binds more than AND."""
    return _SIGNS.fullmatch(sql) is not None or sql.upper() in _WORDS


def is_type(sql: str) -> bool:
    """Whether that is one type, with its numbers and its collation."""
    return _TYPE.fullmatch(sql) is not None


def is_literal(sql: str) -> bool:
    """Whether that is one number, string or constant."""
    return _LITERAL.fullmatch(sql) is not None


def takes_sql(function: str) -> bool:
    """Whether a function of the database's or its extensions' takes SQL, or the name of a table or file."""
    return _TAKES_SQL.fullmatch(function) is not None
