"""Each wall alone: what isolation asks for holds behind the session's as behind the database's."""

from tests import test_isolation

ABOUT_BODIES = "test_a_body_that_names_an_owner_is_refused"
"""Has nothing to do with these walls."""

# The same tests, with the `app` of this folder.
globals().update(
    {
        name: test
        for name, test in vars(test_isolation).items()
        if name.startswith("test_") and name != ABOUT_BODIES
    }
)
