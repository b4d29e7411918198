"""Views read with their owner's rights, unless they are told not to."""

from ..server import Database, role_of
from .refusal import refusal


def test_views(database: Database) -> None:
    serving = role_of(database.serving)
    database.run(
        "owner",
        "CREATE VIEW plain AS SELECT * FROM tasks",
        "CREATE VIEW invoker WITH (security_invoker = true) AS SELECT * FROM tasks",
        "CREATE VIEW over_invoker AS SELECT * FROM invoker",
        "CREATE VIEW joined AS SELECT news.id FROM news JOIN projects USING (id)",
        "CREATE VIEW about_news AS SELECT * FROM news",
        "CREATE VIEW unreachable AS SELECT * FROM tasks",
        "CREATE MATERIALIZED VIEW stored AS SELECT * FROM tasks",
        f"GRANT SELECT ON plain, invoker, over_invoker, about_news, stored TO {serving}",
        f"GRANT SELECT (id) ON joined TO {serving}",
    )
    assert refusal(database).split("; ") == [
        *(
            f"the view {view} reads with its owner's rights: "
            f"ALTER VIEW {view} SET (security_invoker = true), or revoke all on it from the role"
            for view in ("joined", "over_invoker", "plain")
        ),
        "the materialized view stored keeps everybody's rows: revoke all on stored from the role",
    ]
