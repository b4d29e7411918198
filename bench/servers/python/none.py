"""The endpoint, and nothing else."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/api/{user_id}/tasks")
async def tasks(user_id: str) -> dict[str, str]:
    return {"user_id": user_id}
