"""Prints the OpenAPI document: `python -m todo_api.openapi > openapi.json`. Needs no settings."""

import json
import secrets
from typing import Any

from jwt_auth_bridge import SharedSecret
from jwt_auth_bridge.fastapi import AuthBridge
from sqlalchemy import URL

from todo_api.main import create_app
from todo_api.settings import Settings


def document() -> dict[str, Any]:
    """Describe the API. No setting shows in it, so any will do; the secret is a fresh one."""
    auth = AuthBridge(
        issuer="http://localhost:3000", audience="todo-api", keys=SharedSecret(secrets.token_hex(32))
    )
    never_opened = URL.create("sqlite+aiosqlite", database="never-opened.sqlite")
    app = create_app(Settings(auth=auth, database_url=never_opened, web_origin="http://localhost:3000"))
    return app.openapi()


def render() -> str:
    """Write the document as the checked-in file has it."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(render(), end="")
