"""A small schema: projects and their tasks, both owned, and settings that are everybody's."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint

from jwt_auth_bridge.postgres import OWNER

METADATA = MetaData()
PROJECTS = Table(
    "projects",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("user_id", String(255), nullable=False),
    info={OWNER: "user_id"},
)
TASKS = Table(
    "tasks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("user_id", String(255), nullable=False),
    Column("title", String(200), nullable=False, server_default=""),
    Column("project_id", ForeignKey("projects.id")),
    Column("slug", String(50)),
    UniqueConstraint("slug"),
    info={OWNER: "user_id"},
)
NEWS = Table("news", METADATA, Column("id", Integer, primary_key=True), Column("text", String(200)))
