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


def test_a_view_over_a_part(damaged: Damaged) -> None:
    damaged.run(
        damaged.owner,
        "CREATE TABLE tasks_of_may () INHERITS (tasks)",
        "CREATE VIEW may AS SELECT * FROM tasks_of_may",
        f"GRANT SELECT ON may TO {damaged.serving}",
    )
    (fault,) = damaged.faults()
    assert fault.startswith("the view may reads with its owner's rights: ")


def test_rules(damaged: Damaged) -> None:
    """One on a view with security_invoker asks with the owner's rights all the same."""
    damaged.run(
        damaged.owner,
        'CREATE RULE "On News" AS ON INSERT TO news DO ALSO DELETE FROM tasks',
        "CREATE RULE on_tasks AS ON DELETE TO tasks DO INSTEAD NOTHING",
        "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM tasks",
        "CREATE RULE on_view AS ON DELETE TO v DO INSTEAD DELETE FROM tasks",
        f"GRANT SELECT, DELETE ON v TO {damaged.serving}",
        "CREATE TABLE unreachable (id integer)",
        "CREATE RULE on_unreachable AS ON INSERT TO unreachable DO ALSO DELETE FROM tasks",
        "CREATE RULE switched_off AS ON UPDATE TO news DO ALSO DELETE FROM tasks",
        "ALTER TABLE news DISABLE RULE switched_off",
        "CREATE TABLE log (id integer)",
        f"GRANT INSERT ON log TO {damaged.serving}",
        "CREATE RULE about_news AS ON INSERT TO log DO ALSO NOTIFY news",
    )
    assert damaged.faults() == [
        f"the rule {rule} on {on} acts with its owner's rights: DROP RULE {rule} ON {on}"
        for rule, on in (('"On News"', "news"), ("on_tasks", "tasks"), ("on_view", "v"))
    ]
