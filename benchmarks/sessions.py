"""Sessions of a Streamlit page without a browser, by Streamlit's own messages."""

import asyncio
import socket
import time
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

THINK_S = 1.0


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(address: str, seconds: float = 60) -> bool:
    """Whether the server says within so long that it is healthy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/_stcore/health") as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError):
            time.sleep(0.1)
    return False


async def rerun(socket_: ClientConnection, script: str = "", page: str = "", query: str = "") -> str:
    """Run the script of a session once, on a page of it as its address asks; the id of what ran."""
    message = BackMsg()
    message.rerun_script.page_script_hash = script
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.context_info.locale = "en-GB"
    await socket_.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await socket_.recv())  # type: ignore[arg-type]
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            script = answer.new_session.page_script_hash
        elif kind == "delta" and answer.delta.new_element.HasField("exception"):
            raise RuntimeError(f"the page failed: {answer.delta.new_element.exception.message}")
        elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return script


def session(address: str) -> connect:
    """A session of its own, as a browser opens one."""
    return connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
    )


async def visit(address: str, page: str) -> None:
    """Open a page once. Raises RuntimeError where it shows an exception."""
    async with session(address) as channel:
        await rerun(channel, page=page)


async def reruns(address: str, sessions: int, seconds: float) -> list[float]:
    """Milliseconds of each rerun of sessions that all stay open, each pausing a moment between two."""
    found: list[float] = []

    async def reader(number: int) -> None:
        await asyncio.sleep(number * 0.05)
        async with session(address) as channel:
            script = await rerun(channel)
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                await asyncio.sleep(THINK_S * (0.5 + (number * 7 % sessions) / sessions))
                start = time.perf_counter()
                await rerun(channel, script)
                found.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(reader(number) for number in range(sessions)))
    return found
