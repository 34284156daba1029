"""A house in a process of its own, for tests that kill it: `python -m tests.contract.durable.process URL FOLDER`.

Reads one update a line (JSON) and says of each whether it was new, null when it could not be stored. While `FOLDER/stall` exists, an update with `"stall": "replies"`
or `"stall": <part>` stops there, so that a test can kill the process at that very step.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.durable import DurableInbox
from bot.errors import Unavailable
from connectors.delivery import Outgoing, Update
from tests.contract.durable.platform import Platform, place_of


@dataclass
class Stalling(Platform):
    stall: Path = Path()

    async def replies_to(self, update: Update) -> list[Outgoing]:
        outgoing = await super().replies_to(update)
        await self._maybe_stall(update.body.get("stall") == "replies", update.chat)
        part = update.body.get("stall")
        return [Outgoing(each.method, each.payload | {"stall": each.payload["part"] == part}) for each in outgoing]

    async def send(self, chat: str, outgoing: Outgoing) -> None:
        await self._maybe_stall(outgoing.payload["stall"], chat)
        await super().send(chat, outgoing)

    async def _maybe_stall(self, here: bool, chat: str) -> None:
        if here and self.stall.exists():
            self._write(["stalled", chat])
            await asyncio.sleep(600)


async def main(url: str, folder: Path) -> None:
    platform = Stalling(folder / "platform.jsonl", stall=folder / "stall", log_asked=True)
    inbox = DurableInbox(place_of(url, folder), [platform])
    await inbox.start()
    print("open", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        fields = json.loads(line)
        try:
            new = await inbox.accept(Update("telegram", fields.pop("id"), fields.pop("chat"), fields))
        except Unavailable:
            new = None
        print(json.dumps(new), flush=True)
    await inbox.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
