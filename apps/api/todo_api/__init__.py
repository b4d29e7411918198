"""The Todo API: each caller's own tasks, and nobody else's."""
