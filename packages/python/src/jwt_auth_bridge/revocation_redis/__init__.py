"""Revocations from Redis, for many instances: `pip install "jwt-auth-bridge[revocation-redis]"`.

revocations = Revocations(RedisRevocations(os.environ["REDIS_URL"], audience="todo-api"))
"""

from .stream import RedisRevocations

__all__ = ["RedisRevocations"]
