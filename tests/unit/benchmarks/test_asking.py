"""The people who ask: every question once, never more at a time than asked for, failures counted."""

import asyncio
import json
from contextlib import asynccontextmanager

from benchmarks.asking import PROTOCOLS, ask_all


class Assistant:
    """A hand-written HTTP server that answers `answer` and remembers how many asked at once."""

    def __init__(self, answer: object):
        self.answer, self.asked, self.present, self.most = json.dumps(answer).encode(), [], 0, 0

    @asynccontextmanager
    async def listening(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            self.asked.append(json.loads(await reader.readexactly(length)))
            self.present += 1
            self.most = max(self.most, self.present)
            await asyncio.sleep(0.02)
            self.present -= 1
            writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(self.answer), self.answer))
            await writer.drain()
        finally:
            writer.close()


async def ask(assistant: Assistant, protocol: str, texts: list[str], people: int) -> dict:
    async with assistant.listening() as url:
        return await ask_all(url, PROTOCOLS[protocol], texts, people)


async def test_every_question_is_asked_once_by_so_many_people():
    assistant = Assistant({"replies": [{"text": "words"}]})
    run = await ask(assistant, "harrera", [f"question {n}" for n in range(12)], people=3)
    assert sorted(body["text"] for body in assistant.asked) == sorted(f"question {n}" for n in range(12))
    assert len(run["milliseconds"]) == 12 and run["failed"] == 0
    assert assistant.most == 3


async def test_an_answer_without_words_counts_as_failed():
    run = await ask(Assistant({"replies": []}), "harrera", ["a", "b"], people=1)
    assert run["failed"] == 2 and run["milliseconds"] == []


async def test_each_question_to_rasa_opens_a_conversation():
    assistant = Assistant([{"text": "words"}])
    run = await ask(assistant, "rasa", ["a", "b", "c"], people=2)
    assert run["failed"] == 0
    assert len({body["sender"] for body in assistant.asked}) == 3
