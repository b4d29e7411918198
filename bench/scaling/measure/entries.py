"""Memory of revocations: entries.py <entries>. Prints one JSON object, bytes."""

import gc
import json
import os
import sys
import time
from pathlib import Path

from jwt_auth_bridge import Revocations, SessionEnded

COUNT = int(sys.argv[1])
FIRST, LIFE = 1000, 3665


def resident() -> int:
    """Bytes of this process in memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


revocations = Revocations()
before = 0
for number in range(1, FIRST + COUNT + 1):
    # As they come from the feed: each a text of its own.
    line = json.loads(f'{{"sid":"{number:s>32}","until":{time.time() + LIFE}}}')
    revocations.add(SessionEnded(line["sid"], line["until"]))
    if number == FIRST:
        before = resident()
bytes_ = resident() - before
held = revocations.metrics()["revocations_held"]
if held != FIRST + COUNT:
    raise SystemExit(f"{held} entries are held")
print(json.dumps({"bytes": bytes_}))
