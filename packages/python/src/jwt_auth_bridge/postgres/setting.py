"""Where PostgreSQL finds the caller: PostgREST's convention, which Supabase follows too."""

SETTING = "request.jwt.claims"
"""A JSON object with `sub`, the user, and `sid`, the session."""
