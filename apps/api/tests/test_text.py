"""How titles are ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todo_api.text import title_sort_key


@pytest.mark.parametrize(
    ("one", "other"), [("É", "é"), ("é", "e\u0301"), ("STRASSE", "straße"), ("Σ", "ς"), ("K", "\u212a")]
)
def test_titles_that_differ_in_case_or_composition_alone_sort_together(one: str, other: str) -> None:
    """One letter, however it was typed."""
    assert title_sort_key(one) == title_sort_key(other)


@given(st.text())
def test_case_never_matters(title: str) -> None:
    """For whatever text."""
    assert title_sort_key(title.casefold()) == title_sort_key(title)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_sort_key_fits_an_index(title: str) -> None:
    """PostgreSQL's B-tree takes 2,704 bytes a row; the owner and the id need up to 1,050 of them."""
    assert len(title_sort_key(title).encode()) <= 1600
