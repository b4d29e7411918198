"""Views read with their owner's rights, unless they are told not to."""

from .damage import Damaged


def test_views(damaged: Damaged) -> None:
    serving = damaged.serving
    damaged.run(
        damaged.owner,
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
    assert damaged.faults() == [
        *(
            f"the view {view} reads with its owner's rights: "
            f"ALTER VIEW {view} SET (security_invoker = true), or revoke all on it from the role"
            for view in ("joined", "over_invoker", "plain")
        ),
        "the materialized view stored keeps everybody's rows: revoke all on stored from the role",
    ]
