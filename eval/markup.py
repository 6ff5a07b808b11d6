"""What comes from outside, made harmless for the page: in one place."""

import html

from corpus.measure import visible


def escape(text: str) -> str:
    """Text for HTML; signs that cannot be seen are written as their numbers.

    >>> escape("<b>\u200b")
    '&lt;b&gt;‹200B›'
    """
    return html.escape(visible(text), quote=True)
