"""The Todo API without revocation: what it answers must show in a run, or nothing would."""

import logging
from dataclasses import replace

import uvicorn

from jwt_auth_bridge.fastapi import AuthBridge
from todo_api.main import create_app
from todo_api.settings import Settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    settings = replace(Settings.from_env(), auth=AuthBridge.from_env())
    uvicorn.run(create_app(settings), port=settings.port, access_log=False)
