"""Our glossary of terms in three languages: `glossary.tsv`, one term a row, with its abbreviation in each language."""

import csv
import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("glossary.tsv")


@cache
def abbreviations(language: str) -> dict[str, str]:
    """Abbreviation -> what it stands for, in a language (kk, ru or en); those that stand for several things are left out.

    >>> abbreviations("kk")["ҰҚК"], abbreviations("en")["SCO"]
    ('Ұлттық қауіпсіздік комитеті', 'Shanghai Cooperation Organisation')
    """
    found: dict[str, set[str]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if len(row[f"{language}_abbr"]) > 1:
                found.setdefault(row[f"{language}_abbr"], set()).add(row[language])
    return {short: next(iter(meant)) for short, meant in found.items() if len(meant) == 1}


@cache
def pattern(language: str) -> re.Pattern[str]:
    """Finds the abbreviations of a language in a text, with the hyphen of a Kazakh suffix behind them or not."""
    names = sorted(abbreviations(language), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?!\w)")
