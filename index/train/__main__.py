"""Train the bundled embedding model, or learn language tables or word lists. Resumable; fetches nothing."""

import argparse
import hashlib
import sys
from pathlib import Path

from corpus.errors import UserError
from corpus.terminal import folder, run
from index.embed import BUNDLED
from index.train.fit import Recipe

SHARED = Path(__file__).parents[3] / "shared"
PIECES = 64_000


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m index.train", description=__doc__)
    top.add_argument(
        "what", nargs="?", choices=("model", "languages", "words"), default="model", help="what to learn (default: model)"
    )
    top.add_argument("--data", type=folder, metavar="DIR", default=SHARED / "training", help="training folder")
    top.add_argument(
        "--benchmarks", type=folder, nargs="+", metavar="DIR", default=[SHARED / "benchmarks", SHARED / "questions"],
        help="folders whose lines must not occur in the training data",
    )  # fmt: skip
    top.add_argument("--out", type=folder, metavar="DIR", default=BUNDLED, help="model folder to write")
    top.add_argument(
        "--work", type=folder, metavar="DIR", default=Path("build/train"), help="folder for what a resumed run needs"
    )
    top.add_argument("--steps", type=int, default=Recipe().steps, help="training steps (default: %(default)s)")
    top.add_argument("--dim", type=int, default=Recipe().dim, help="length of the vectors (default: %(default)s)")
    top.add_argument("--pieces", type=int, default=PIECES, help="size of the vocabulary (default: %(default)s)")
    return top


def main() -> int:
    arguments = parser().parse_args()
    if not (arguments.data / "MANIFEST.tsv").is_file():
        raise UserError(f"There is no training data in {arguments.data}: name its folder with --data DIR.")
    if arguments.what == "languages":
        from index.train.languages import learn_languages

        learn_languages(arguments.data)
        print("The language tables are in corpus/language.json.")
        return 0
    if arguments.what == "words":
        from index.train.wordlists import learn_words

        sizes = learn_words(arguments.data)
        print(f"The word lists are in corpus/words.txt.gz ({', '.join(f'{name} {size:,}' for name, size in sizes.items())}).")
        return 0
    train(arguments)
    return 0


def train(arguments: argparse.Namespace) -> None:
    from tokenizers import Tokenizer
    from tqdm import tqdm

    from index.train import sources as reading
    from index.train.batches import encode_source
    from index.train.card import write_card
    from index.train.fit import fit
    from index.train.groups import table_of
    from index.train.pieces import learn
    from index.train.save import save
    from index.train.turn import samples, turned

    recipe = Recipe(steps=arguments.steps, dim=arguments.dim)
    arguments.work.mkdir(parents=True, exist_ok=True)
    print("reading the sources", file=sys.stderr)
    sources = reading.load_sources(arguments.data, seed=recipe.seed)
    leaked = reading.leaks(
        (text for source in sources for pair in source.pairs for text in pair),
        (line for measured in arguments.benchmarks for line in reading.benchmark_lines(measured)),
    )
    if leaked:
        raise UserError(f"The training data holds {len(leaked)} benchmark lines, such as «{leaked[0][:80]}»: take them out.")
    key = hashlib.sha256(
        f"{arguments.pieces} {recipe} {[(s.name, s.weight, len(s.pairs)) for s in sources]}".encode()
    ).hexdigest()[:12]
    pieces_file = arguments.work / f"{key}.tokenizer.json"
    if not pieces_file.exists():
        print(f"learning {arguments.pieces:,} pieces", file=sys.stderr)
        learn(reading.vocabulary_texts(arguments.data, sources, seed=recipe.seed), size=arguments.pieces).save(str(pieces_file))
    tokenizer = Tokenizer.from_file(str(pieces_file))
    pairs = [encode_source(tokenizer, source) for source in tqdm(sources, desc="tokenizing", file=sys.stderr)]
    with tqdm(total=recipe.steps, desc="fitting", file=sys.stderr) as progress:

        def report(step: int, loss: float) -> None:
            progress.n = step
            progress.set_postfix(loss=f"{loss:.3f}")

        spelt = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
        groups = table_of([piece for piece, _ in spelt])
        table = fit(pairs, groups=groups, recipe=recipe, checkpoint=arguments.work / f"{key}.pt", report=report)
    save(turned(table, samples(pairs)), tokenizer, arguments.out)
    write_card(arguments.out, recipe, sources, arguments.data / "MANIFEST.tsv", pieces=tokenizer.get_vocab_size())
    print(f"The model is in {arguments.out}. Measure it with python -m eval model --model {arguments.out}.")


if __name__ == "__main__":
    sys.exit(run(main))
