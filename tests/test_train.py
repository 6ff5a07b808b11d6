"""Training on a handful of sentences: pieces, batches, the fit and its checkpoint, the saved folder."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from corpus.spelling import fold
from index.embed import hash_folder, open_model
from index.pieces import Pieces
from index.train.batches import LONGEST, Pairs, bag, draw, encode, encode_source
from index.train.fit import Recipe, contrast, fit, vectors
from index.train.groups import Groups, groups_of, sound, table_of
from index.train.pieces import learn
from index.train.save import quantise, save
from index.train.sources import Source
from index.train.turn import samples, turned

KAZAKH = "ара балы,көл суы,тас көпір,ауыл кітабы,қысқы мұз,жаңа маяк,ескі қайық,ұзын жол,ақ бұлт,терең құдық".split(",")
RUSSIAN = "пчелиный мёд,вода озера,мост из камня,книга села,зимний лёд,новый маяк,старая лодка".split(",")
RUSSIAN += "длинная дорога,белое облако,глубокий колодец".split(",")
RECIPE = Recipe(dim=16, steps=40, batch=8, learning_rate=0.05, warm_up=5, dropout=0.1)
HALF = 1 / 254  # of a row's largest number: the most that rounding to 127 steps can move a number


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """On a busy machine, threads that wait for each other make these tiny steps twenty times slower."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return learn(KAZAKH + RUSSIAN, size=150)


@pytest.fixture(scope="module")
def pairs(tokenizer: Tokenizer) -> list[Pairs]:
    there = tuple(zip(KAZAKH, RUSSIAN, strict=True))
    back = tuple((right, left) for left, right in there)
    return [encode_source(tokenizer, Source("kk-ru", 1.0, there)), encode_source(tokenizer, Source("ru-kk", 2.0, back))]


def run(
    pairs: list[Pairs], tokenizer: Tokenizer, checkpoint: Path, *, stop: int = 0, every: int = 10, recipe: Recipe = RECIPE
) -> tuple[torch.Tensor, dict[int, float]]:
    """The fitted table and the losses by step; stopped as by Ctrl-C at the report of step `stop`."""
    losses: dict[int, float] = {}

    def report(step: int, loss: float) -> None:
        losses[step] = loss
        if step == stop:
            raise KeyboardInterrupt

    return fit(pairs, groups=groups(tokenizer), recipe=recipe, checkpoint=checkpoint, report=report, every=every), losses


def groups(tokenizer: Tokenizer) -> Groups:
    return table_of([piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])])


def test_both_spellings_of_a_word_are_the_same_pieces(tokenizer: Tokenizer) -> None:
    for text in [*KAZAKH, "Қысқы МҰЗ", "мұ\u0301з"]:
        assert tokenizer.encode(fold(text)).ids == tokenizer.encode(text).ids == tokenizer.encode(text.upper()).ids
    assert tokenizer.encode("мұз, 1874!").tokens == tokenizer.encode("мұз 1874").tokens
    assert tokenizer.encode("мұз").ids != tokenizer.encode("маяк").ids


def test_encoded_texts_are_their_pieces_and_long_ones_are_cut(tokenizer: Tokenizer) -> None:
    texts = encode(tokenizer, ["ара балы", "мұз", "ара балы", "мұз " * 500])
    assert texts.ids[: texts.starts[1]].tolist() == tokenizer.encode("ара балы", add_special_tokens=False).ids
    assert np.diff(texts.starts)[3] == LONGEST
    assert texts.same[0] == texts.same[2] != texts.same[1]


def test_a_pair_with_a_side_that_has_no_piece_is_dropped(tokenizer: Tokenizer) -> None:
    source = Source("x", 1.0, (("ара", "пчела"), ("?!", "мост"), ("көл", "…"), ("мұз", "лёд")))
    encoded = encode_source(tokenizer, source)
    assert len(encoded) == 2
    assert encoded.right.same.tolist() == encode(tokenizer, ["пчела", "лёд"]).same.tolist()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=10), st.floats(0, 1), st.integers(0, 1000))
def test_a_bag_keeps_some_of_each_text_in_order(pairs: list[Pairs], rows: list[int], dropout: float, seed: int) -> None:
    texts = pairs[0].left
    drawn = bag(texts, np.array(rows), dropout=dropout, rng=np.random.default_rng(seed))
    kept = np.split(drawn.ids, drawn.offsets[1:])
    for row, pieces in zip(rows, kept, strict=True):
        whole = iter(texts.ids[texts.starts[row] : texts.starts[row + 1]].tolist())
        assert len(pieces) > 0
        assert all(piece in whole for piece in pieces.tolist())  # consumes `whole`: the order is kept
    if dropout == 0:
        assert sum(map(len, kept)) == sum(np.diff(texts.starts)[rows])


def test_batches_depend_on_the_seed_and_their_number_alone(pairs: list[Pairs]) -> None:
    def batches(seed: int, skip: int, count: int) -> list[list[int]]:
        drawn = draw(pairs, size=4, dropout=0.3, power=0.75, seed=seed, skip=skip)
        return [[*left.ids, *left.offsets, *right.ids] for left, right, _ in (next(drawn) for _ in range(count))]

    assert batches(1, 0, 6)[4:] == batches(1, 4, 2)
    assert batches(1, 0, 3) != batches(2, 0, 3)


def test_the_same_text_twice_in_a_batch_is_no_negative_of_itself(tokenizer: Tokenizer) -> None:
    source = encode_source(tokenizer, Source("x", 1.0, (("ара", "пчела"), ("ара", "улей"), ("мұз", "лёд"))))
    _, _, same = next(draw([source], size=3, dropout=0, power=1, seed=1))
    assert int(same.sum()) == 2
    assert not same.diagonal().any()
    left = right = torch.eye(3)
    masked = contrast(left, right, torch.from_numpy(same), temperature=0.5)
    assert masked < contrast(left, right, torch.zeros(3, 3, dtype=torch.bool), temperature=0.5)


def test_a_fit_lowers_the_loss_and_brings_pairs_together(pairs: list[Pairs], tokenizer: Tokenizer, tmp_path: Path) -> None:
    table, losses = run(pairs, tokenizer, tmp_path / "run.pt")
    assert list(losses) == [10, 20, 30, 40]
    assert losses[40] < losses[10] / 2
    every = np.arange(len(KAZAKH))
    left, right = (
        vectors(table, bag(texts, every, dropout=0, rng=np.random.default_rng(0))) for texts in (pairs[0].left, pairs[0].right)
    )
    assert (left @ right.T).argmax(dim=1).tolist() == every.tolist()


def test_a_name_sounds_nearly_the_same_in_either_script() -> None:
    for one, other in (
        ("меркел", "merkel"),
        ("клинтон", "clinton"),
        ("макрон", "macron"),
        ("смит", "smith"),
        ("фишер", "fischer"),
    ):
        assert sound(one) == sound(other)
    assert set(groups_of("▁шварценеггер")) & set(groups_of("▁schwarzenegger"))


def test_a_piece_has_the_groups_that_it_shares_with_another_and_no_others() -> None:
    table = table_of(["▁китап", "▁китаби", "▁1991", "▁1992", "алма"])
    met, offsets = table.of(np.arange(5))
    assert table.count == len(set(groups_of("▁китап")) & set(groups_of("▁китаби"))) > 0
    assert np.diff([*offsets, len(met)]).tolist() == [table.count, table.count, 0, 0, 0]
    assert table.weights[2:].tolist() == [0, 0, 0]


def test_the_same_seed_fits_the_same_table(pairs: list[Pairs], tokenizer: Tokenizer, tmp_path: Path) -> None:
    once, losses = run(pairs, tokenizer, tmp_path / "one.pt")
    again, other = run(pairs, tokenizer, tmp_path / "other.pt")
    assert torch.equal(once, again)
    assert losses == other
    assert not torch.equal(once, run(pairs, tokenizer, tmp_path / "seed.pt", recipe=replace(RECIPE, seed=1))[0])


def test_a_run_that_was_stopped_goes_on_as_an_unbroken_one(pairs: list[Pairs], tokenizer: Tokenizer, tmp_path: Path) -> None:
    unbroken, losses = run(pairs, tokenizer, tmp_path / "unbroken.pt")
    with pytest.raises(KeyboardInterrupt):
        run(pairs, tokenizer, tmp_path / "broken.pt", stop=30)
    resumed, later = run(pairs, tokenizer, tmp_path / "broken.pt")
    assert list(later) == [30, 40]  # from step 20 on, whose checkpoint was written
    assert later == {step: losses[step] for step in later}
    assert torch.equal(resumed, unbroken)
    assert torch.equal(run(pairs, tokenizer, tmp_path / "broken.pt")[0], unbroken)  # nothing left to do


def test_the_reported_loss_is_the_mean_since_the_last_report(pairs: list[Pairs], tokenizer: Tokenizer, tmp_path: Path) -> None:
    _, each = run(pairs, tokenizer, tmp_path / "each.pt", every=1)
    _, some = run(pairs, tokenizer, tmp_path / "some.pt", every=25)
    assert some[25] == pytest.approx(np.mean([each[step] for step in range(1, 26)]))
    assert some[40] == pytest.approx(np.mean([each[step] for step in range(26, 41)]))


numbers = st.floats(-8, 8, width=32).filter(lambda value: value == 0 or abs(value) > 1e-3)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=1, max_size=6))
def test_eight_bits_keep_a_row_within_half_a_step(rows: list[list[float]]) -> None:
    table = torch.tensor(rows)
    small, scales = quantise(table)
    assert small.dtype == torch.int8
    largest = table.abs().amax(dim=1, keepdim=True)
    assert ((small * scales[:, None] - table).abs() <= largest * HALF * 1.0001).all()
    assert torch.equal(quantise(small * scales[:, None])[0], small)


def test_a_turned_table_has_the_same_cosines_and_tells_most_in_its_first_numbers(
    pairs: list[Pairs], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    table, _ = run(pairs, tokenizer, tmp_path / "run.pt")
    found = turned(table, samples(pairs))
    assert torch.equal(found, turned(table, samples(pairs)))
    texts = [bag(source.left, np.arange(len(source)), dropout=0, rng=np.random.default_rng(0)) for source in pairs]
    before, after = (torch.cat([vectors(rows, each) for each in texts]) for rows in (table, found))
    assert (after @ after.T).numpy() == pytest.approx((before @ before.T).numpy(), abs=1e-5)
    told = after.square().sum(dim=0)
    assert (told[:-1] >= told[1:] - 1e-4).all()
    for k in (1, 2, RECIPE.dim // 2):
        assert told[:k].sum() >= before.square().sum(dim=0).sort(descending=True).values[:k].sum() - 1e-4


def test_the_saved_folder_opens_and_its_vectors_are_those_of_the_table(
    pairs: list[Pairs], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    table, _ = run(pairs, tokenizer, tmp_path / "run.pt")
    save(table, tokenizer, tmp_path / "үлгі")
    model = open_model(str(tmp_path / "үлгі"))
    assert model.dim == RECIPE.dim
    found = model.embed_passages([*KAZAKH, "?!"])
    every = np.arange(len(KAZAKH))
    whole = bag(encode(tokenizer, KAZAKH), every, dropout=0, rng=np.random.default_rng(0))
    expected = vectors(table, whole).numpy()
    assert np.sum(found[:-1] * expected, axis=1).min() > 0.999
    assert np.linalg.norm(found[:-1], axis=1) == pytest.approx(1)
    assert not found[-1].any()
    from sentence_transformers import SentenceTransformer

    opened = SentenceTransformer(str(tmp_path / "үлгі"), device="cpu").encode(KAZAKH, show_progress_bar=False)
    assert opened == pytest.approx(found[:-1], abs=1e-6)
    assert np.array_equal(model.embed_questions([fold(text) for text in KAZAKH]), found[:-1])
    save(table, tokenizer, tmp_path / "again")
    assert hash_folder(tmp_path / "again") == hash_folder(tmp_path / "үлгі") == model.hash


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from([*KAZAKH, "Ara 12-бет, (мұз)…", "\u00a0көл\u2003суы\n"]), max_size=6))
def test_words_that_are_looked_up_give_the_pieces_of_the_whole_text(tokenizer: Tokenizer, texts: list[str]) -> None:
    ids, starts = Pieces(tokenizer).of(texts)
    bounds = [*starts.tolist(), len(ids)]
    found = [ids[start:end].tolist() for start, end in pairwise(bounds)] if texts else []
    assert found == [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
