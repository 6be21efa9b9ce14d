"""How letters are cut up and searched."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IndexSettings:
    """The [index] table of kamerbrief.toml."""

    # characters; some five sentences, and well inside the 512 tokens the embedder reads
    passage_length: int = 1_000
    # how much each ranking counts in the fusion, and how much the question's hints raise a passage:
    # chosen on the development questions (eval/questions, split "dev")
    word_weight: float = 1.0
    ngram_weight: float = 0.5
    dense_weight: float = 0.25  # its best always counts in full, of the words only what is found
    actor_boost: float = 0.3
    period_boost: float = 0.5
    hint_boost: float = 0.3  # of each: the meeting, number, point or kind of letter that is named
    fusion_depth: int = 100  # passages of each ranking that take part
    # what the best sentence of those asked counts beside the rankings together, and for how many
    # passages it is looked at: more opens more letters and finds no more
    sentence_weight: float = 0.3
    weighed: int = 20
