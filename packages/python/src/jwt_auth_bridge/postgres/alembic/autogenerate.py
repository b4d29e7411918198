"""`alembic revision --autogenerate` and `alembic check` see an owned table without its policies."""

from collections.abc import Iterator

from alembic.autogenerate import comparators, renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import DropIndexOp, DropTableOp, MigrateOperation, ModifyTableOps, UpgradeOps
from alembic.util import DispatchPriority, PriorityDispatchResult

from ..catalog import find_table, policy_faults
from ..owned import owner_of
from ..statements import index_name
from .operations import DisableRowLevelSecurity, EnableRowLevelSecurity, RowLevelSecurity


# Last: what protects a new table comes after what creates it.
@comparators.dispatch_for("schema", qualifier="postgresql", priority=DispatchPriority.LAST)
def compare(
    context: AutogenContext, upgrade: UpgradeOps, _schemas: set[str | None]
) -> PriorityDispatchResult:
    """Add what makes the database protect the tables that the models say are owned, and no others."""
    connection = context.connection
    assert connection is not None  # there is no comparing without a database
    for name, schema, owner in [*_modelled(context), *_dropped(upgrade)]:
        found = find_table(connection, name, schema)
        before = None if found is None else found.owner
        for indexed in {owner, before} - {None}:
            _leave_index(upgrade, index_name(name, str(indexed)))
        # Taken off first and put on last: the columns are there then, on the way back too.
        if before is not None and before != owner:
            upgrade.ops.insert(0, DisableRowLevelSecurity(name, owner=before, schema=schema))
        if owner is not None and (found is None or policy_faults(found, owner)):
            upgrade.ops.append(EnableRowLevelSecurity(name, owner=owner, schema=schema))
    return PriorityDispatchResult.CONTINUE


def _modelled(context: AutogenContext) -> Iterator[tuple[str, str | None, str | None]]:
    for table in context.sorted_tables:
        if context.run_object_filters(table, table.name, "table", False, None):
            yield table.name, table.schema, owner_of(table)


def _dropped(upgrade: UpgradeOps) -> Iterator[tuple[str, str | None, str | None]]:
    for operation in upgrade.ops:
        if isinstance(operation, DropTableOp):
            yield operation.table_name, operation.schema, None


def _leave_index(upgrade: UpgradeOps, name: str) -> None:
    """No model has the index that `enable_row_level_security` makes: it comes and goes with the policies."""

    def goes(operation: MigrateOperation) -> bool:
        return isinstance(operation, DropIndexOp) and operation.index_name == name

    for changes in upgrade.ops:
        if isinstance(changes, ModifyTableOps):
            changes.ops = [operation for operation in changes.ops if not goes(operation)]
    upgrade.ops = [op for op in upgrade.ops if not (isinstance(op, ModifyTableOps) and op.is_empty())]


@renderers.dispatch_for(EnableRowLevelSecurity)
@renderers.dispatch_for(DisableRowLevelSecurity)
def render(context: AutogenContext, operation: RowLevelSecurity) -> str:
    """The line of a new migration."""
    prefix = context.opts["alembic_module_prefix"]
    schema = "" if operation.schema is None else f", schema={operation.schema!r}"
    return f"{prefix}{operation.name}({operation.table_name!r}, owner={operation.owner!r}{schema})"
