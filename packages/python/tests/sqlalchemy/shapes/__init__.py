"""Every shape in which a read of owned rows can be written, by what is particular about it."""

from .cases import Case
from .from_clauses import FROM_CLAUSES
from .inherited import INHERITED
from .loaded import LOADED
from .on_postgresql import ON_POSTGRESQL
from .restricted import RESTRICTED
from .selected import SELECTED
from .subqueries import SUBQUERIES

READS = SELECTED | RESTRICTED | SUBQUERIES | FROM_CLAUSES | LOADED | INHERITED

__all__ = ["ON_POSTGRESQL", "READS", "Case"]
