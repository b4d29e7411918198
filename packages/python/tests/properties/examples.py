"""What the properties share: how often they are tried, and identifiers."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

MANY = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOME = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

IDENTIFIERS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=255)
"""By profile rule C2: no control characters; no half of a pair either, which no payload may hold (P4)."""
