"""The tokenizer: how text becomes pieces. Normalise, split at everything but letters and digits, then a learned vocabulary."""

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from corpus.spelling import RUSSIAN_KEYBOARD

UNKNOWN = "[UNK]"


def normalizer() -> normalizers.Normalizer:
    """NFKC and lower case; Kazakh letters as on a Russian keyboard, so that both spellings have the same vector.

    Folding brought Russian-letter questions from .40 to .71 (nDCG@10, KazQAD development); on well-spelt text, one run of each
    gave .01 more there and up to .03 less on NTREX.
    """
    letters = [normalizers.Replace(letter, plain) for letter, plain in RUSSIAN_KEYBOARD.items()]
    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), *letters])


def splitter() -> pre_tokenizers.PreTokenizer:
    """Words and numbers, each with the mark of a word's beginning; signs are dropped."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{M}\p{N}]+"), behavior="removed"),
            pre_tokenizers.Digits(individual_digits=False),
            pre_tokenizers.Metaspace(prepend_scheme="always"),
        ]
    )


def learn(texts: Iterable[str], *, size: int) -> Tokenizer:
    """Learn `size` pieces from texts.

    Unigram cuts words where Kazakh suffixes begin; byte-pair pieces lost .01 to .04 on every benchmark.
    """
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = splitter()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=size, special_tokens=[UNKNOWN], unk_token=UNKNOWN, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer=trainer)
    return tokenizer
