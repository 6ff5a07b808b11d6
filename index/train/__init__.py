"""Training of the bundled embedding model: texts -> sources -> pieces -> pairs of token ids -> fit -> a model folder.

    python -m index.train --data ../shared/training --out index/model

Nothing imports this sub-package; it may import `index` and `corpus`. It fetches nothing.
"""
