"""Which database, and as whom: one role owns the tables and migrates, another serves (PostgreSQL)."""

import os
from collections.abc import Mapping
from pathlib import Path

from jwt_auth_bridge import ConfigurationError
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parents[3]
"""The repository: where `.data/` is, and what a relative DATA_DIR is relative to."""

SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
FORM = "Write it as postgresql://user:password@host:5432/name"
ROLES = "Make both roles with: npm run database -- <superuser's URL>"


def database_url(env: Mapping[str, str] = os.environ) -> URL:
    """`DATABASE_URL` for the async driver; absent, the SQLite file `api.sqlite` in `DATA_DIR` or `.data/`.

    Makes the file's folder. Raises ConfigurationError.
    """
    text = env.get("DATABASE_URL", "")
    if text:
        return _postgresql("DATABASE_URL", text, f"{FORM}, or leave it out to use SQLite files")
    folder = ROOT / (env.get("DATA_DIR") or ".data")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"DATA_DIR cannot be made ({error.strerror}). Name a folder") from None
    return URL.create("sqlite+aiosqlite", database=str(folder / "api.sqlite"))


def migration_database_url(env: Mapping[str, str] = os.environ) -> URL:
    """`MIGRATION_DATABASE_URL`, of the role that owns the tables. SQLite has no roles, and needs none.

    For migrations alone: a process that serves is not to know it. Raises ConfigurationError.
    """
    text = env.get("MIGRATION_DATABASE_URL", "")
    serving = database_url(env)
    if serving.get_backend_name() == "sqlite":
        if text:
            raise ConfigurationError(
                "MIGRATION_DATABASE_URL is set and DATABASE_URL is not: the tables would be made in one "
                f"database and looked for in another. Set both or neither. {ROLES}"
            )
        return serving
    if not text:
        raise ConfigurationError(
            "MIGRATION_DATABASE_URL is not set. It is the URL of the role that owns the tables, "
            f"DATABASE_URL that of the role that serves. {ROLES}"
        )
    owning = _postgresql("MIGRATION_DATABASE_URL", text, FORM)
    if serving.username is None:
        raise ConfigurationError(f"DATABASE_URL names no user, to whom rights could be granted. {FORM}")
    if serving.username == owning.username:
        raise ConfigurationError(
            "MIGRATION_DATABASE_URL and DATABASE_URL name the same role: who owns the tables may not serve "
            f"them. {ROLES}"
        )
    return owning


def _postgresql(name: str, text: str, mend: str) -> URL:
    try:
        url = make_url(text)
    # make_url reports a port that is no number as a ValueError.
    except (ArgumentError, ValueError):
        raise ConfigurationError(f"{name} is not a URL. {mend}") from None
    if url.drivername not in ("postgresql", "postgres") or not url.database:
        raise ConfigurationError(f"{name} is not a PostgreSQL URL with a database's name. {mend}")
    return _for_asyncpg(name, url)


def _for_asyncpg(name: str, url: URL) -> URL:
    """Rename libpq's `sslmode` to the driver's `ssl`. Others would be dropped in silence: refuse."""
    query = dict(url.query)
    mode = query.pop("sslmode", None)
    if query:
        raise ConfigurationError(
            f"{name} has the parameter {min(query)}, which is not supported. Remove it; sslmode is supported"
        )
    if mode is not None and mode not in SSL_MODES:
        raise ConfigurationError(f"{name} has an unknown sslmode. Use one of {', '.join(SSL_MODES)}")
    return url.set(drivername="postgresql+asyncpg", query={} if mode is None else {"ssl": mode})
