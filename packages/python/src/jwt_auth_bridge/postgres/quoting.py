"""Names and texts as they stand in SQL. All names are quoted, as no list of reserved words is complete."""


def quoted(name: str) -> str:
    """A name of a table, column or index."""
    return '"' + name.replace('"', '""') + '"'


def qualified(name: str, schema: str | None) -> str:
    """A name with its schema, or where the connection looks first."""
    return quoted(name) if schema is None else f"{quoted(schema)}.{quoted(name)}"


def literal(text: str) -> str:
    """A text, under PostgreSQL's default of `standard_conforming_strings`."""
    return "'" + text.replace("'", "''") + "'"
