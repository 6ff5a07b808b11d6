"""What to say: a question becomes an Answer made of exact, cited quotes, or an honest «not found»."""

from qa.answer import Answer, Citation
from qa.config import Config
from qa.engine import Engine

__all__ = ["Answer", "Citation", "Config", "Engine"]
