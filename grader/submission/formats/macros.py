from grader.submission.model import Block
from grader.values import Finding


def expand_blocks(blocks: tuple[Block, ...], notes: list[Finding]) -> tuple[Block, ...]:
    return blocks
