"""The one door to the network: a request to the address that the user named, and to no other."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit


class NoReply(Exception):
    """There is no reply that could be read: late, unreachable, refused (with the server's status), large or nonsense."""

    def __init__(self, problem: str, status: int = 0) -> None:
        super().__init__(problem)
        self.problem, self.status = problem, status


def post(address: str, body: bytes, *, key: str, timeout: float, limit: int) -> bytes:
    """Send JSON and return what the server answers, of at most `limit` bytes. Raises NoReply.

    Nothing is followed: a server that points elsewhere has refused. No proxy of the environment is used. A server has `timeout`
    seconds to be reached, and as many for its whole answer, however slowly it drips.
    """
    url = urlsplit(address)
    door = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = door(url.hostname or "", url.port, timeout=timeout)
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    until = monotonic() + timeout
    try:
        connection.connect()
        until = monotonic() + timeout
        with _cutting(connection.sock, timeout):
            connection.request("POST", url.path, body, headers)
            reply = connection.getresponse()
            if reply.status != 200:
                raise NoReply("refused", reply.status)
            data = reply.read(limit + 1)
    except (OSError, HTTPException) as error:
        # A connection that was cut fails in one of many ways.
        late = isinstance(error, TimeoutError) or monotonic() >= until
        other = "unreachable" if isinstance(error, OSError) else "nonsense"
        raise NoReply("late" if late else other) from error
    finally:
        connection.close()
    if monotonic() >= until:  # or it looks as if the answer had come to its end
        raise NoReply("late")
    if len(data) > limit:
        raise NoReply("large")
    return data


@contextmanager
def _cutting(line: socket, seconds: float) -> Iterator[None]:
    """Cut a connection when its time is over: a socket's own limit begins anew with every byte."""

    def cut() -> None:
        with suppress(OSError):  # it is over already
            line.shutdown(SHUT_RDWR)

    clock = Timer(seconds, cut)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
