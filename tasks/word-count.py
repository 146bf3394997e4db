#!/usr/bin/env python3
# ---
# title: Word count
# description: Counts the words of a text, and of Alice's Adventures in Wonderland when none is given.
# input:
#   text:
#     type: text
#     optional: true
#     description: The text to count; leave it empty for the bundled book
#   top:
#     type: integer
#     default: 10
#     min: 1
#     max: 100
#     description: How many of the most frequent words to list
# timeout: 10m
# concurrency: 4
# ---
"""Any program can be a task: it reads its input, prints lines, and exits 0 when it is done."""

import json
import os
import re
from collections import Counter
from pathlib import Path

BOOK = Path(__file__).resolve().parent / "data" / "alice.txt"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def main():
    # The whole input is JSON in one variable; INPUT_TEXT and INPUT_TOP hold its values one by one.
    given = json.loads(os.environ.get("RUNBOARD_INPUT", "{}"))
    text = given.get("text") or BOOK.read_text(encoding="utf-8")
    lines = text.splitlines()
    print(f"Counting the words of {len(lines)} lines")

    words = Counter()
    for number, line in enumerate(lines, start=1):
        words.update(word.lower() for word in WORD.findall(line))
        if number % 200 == 0 or number == len(lines):
            # This line moves the progress bar and stays out of the log.
            print(f"::progress::{number}/{len(lines)} {sum(words.values())} words so far")

    top = words.most_common(given.get("top", 10))
    for word, count in top:
        print(f"{count:6}  {word}")
    output = {
        "lines": len(lines),
        "words": sum(words.values()),
        "distinctWords": len(words),
        "top": [{"word": word, "count": count} for word, count in top],
    }
    # This line is the result of the run.
    print(f"::output::{json.dumps(output)}")


main()
