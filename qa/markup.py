"""Markup made safe by construction: text becomes part of it only escaped, whoever puts it there."""

import html

VOID = {"br", "input", "meta"}


class Safe(str):
    """Markup that is finished: never escaped again. Made by `tag` and `join`, and by the few files a house test names."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | int | bool | None) -> Safe:
    """An element. An attribute that is true stands alone, one that is false or None is left out; `_` in names means `-`.

    >>> tag("p", "a < b ", tag("b", "&"), class_="told", data_n=3, hidden=True, title=None)
    '<p class="told" data-n="3" hidden>a &lt; b <b>&amp;</b></p>'
    """
    shown = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in VOID:
        return Safe(f"<{name}{shown}>")
    return Safe(f"<{name}{shown}>{join(children)}</{name}>")


def join(parts: "list[str] | tuple[str, ...]") -> Safe:
    """Parts one after another, each escaped unless it is markup."""
    return Safe("".join(part if isinstance(part, Safe) else html.escape(part, quote=True) for part in parts))


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'
