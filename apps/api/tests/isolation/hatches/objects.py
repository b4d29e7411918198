"""Views, functions, keys, triggers and policies: made by a migration, or by whoever can send SQL."""

from .hatch import BOBS_TASK, Hatch, Outcome, sql

SEE = sql("SELECT user_id FROM all_tasks")
CALL = sql("SELECT all_tasks()")
SEEN = "GRANT SELECT ON all_tasks TO {serving}"
DEFINER = "CREATE FUNCTION all_tasks() RETURNS SETOF varchar SECURITY DEFINER LANGUAGE"
NO_VIEW, NO_FUNCTION = ("DROP VIEW all_tasks",), ("DROP FUNCTION all_tasks",)
HINTS = "CREATE TABLE hints (task_id uuid REFERENCES tasks)"
TRIGGER = "CREATE TRIGGER t AFTER INSERT ON tasks EXECUTE FUNCTION suppress_redundant_updates_trigger()"

OBJECTS = (
    Hatch(
        "plain view of a superuser's",
        Outcome.START,
        SEE,
        "the view all_tasks",
        ("CREATE VIEW all_tasks AS SELECT * FROM tasks", SEEN),
        NO_VIEW,
    ),
    Hatch(
        "view with `security_invoker`",
        Outcome.HELD,
        SEE,
        "",
        ("CREATE VIEW all_tasks WITH (security_invoker = true) AS SELECT * FROM tasks", SEEN),
        NO_VIEW,
    ),
    Hatch(
        "materialized view",
        Outcome.START,
        SEE,
        "the materialized view all_tasks",
        ("CREATE MATERIALIZED VIEW all_tasks AS SELECT * FROM tasks", SEEN),
        ("DROP MATERIALIZED VIEW all_tasks",),
    ),
    Hatch(
        "`SECURITY DEFINER` function of a superuser's",
        Outcome.START,
        CALL,
        "the function all_tasks()",
        (f"{DEFINER} sql AS 'SELECT user_id FROM tasks'",),  # noqa: S608
        NO_FUNCTION,
    ),
    Hatch(
        "one that puts the table's name together",
        Outcome.OPEN,
        CALL,
        "",
        (f"{DEFINER} plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'SELECT user_id FROM ta' || 'sks'; END $$",),  # noqa: S608
        NO_FUNCTION,
    ),
    Hatch("`REFERENCES`", Outcome.REFUSED, sql(HINTS), "permission denied"),
    Hatch(
        "`REFERENCES`, granted",
        Outcome.START,
        sql(HINTS, f"INSERT INTO hints VALUES ('{BOBS_TASK}')", "SELECT 'there: bob'"),  # noqa: S608
        "has REFERENCES",
        ("GRANT REFERENCES ON tasks TO {serving}", "GRANT CREATE ON SCHEMA public TO {serving}"),
        ("REVOKE REFERENCES ON tasks FROM {serving}", "REVOKE CREATE ON SCHEMA public FROM {serving}"),
    ),
    Hatch("`TRIGGER`", Outcome.REFUSED, sql(TRIGGER), "permission denied"),
    Hatch(
        "`TRIGGER`, granted",
        Outcome.START,
        sql(TRIGGER, "SELECT 'runs for: bob'"),
        "has TRIGGER",
        ("GRANT TRIGGER ON tasks TO {serving}",),
        ("REVOKE TRIGGER ON tasks FROM {serving}",),
    ),
    Hatch(
        "`ALTER TABLE`, `CREATE POLICY`",
        Outcome.REFUSED,
        sql("CREATE POLICY all_rows ON tasks USING (true)"),
        "must be owner",
    ),
)
