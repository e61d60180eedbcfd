"""One connected browser: what it is told, how far it keeps up, and how it ends."""

import time
from collections.abc import Callable

from deliberation.core.acting import Audience
from deliberation.live import wire
from deliberation.live.admission import Admitted
from deliberation.live.arrivals import Arrivals
from deliberation.live.sending import Send, SendQueue, bytes_of
from deliberation.live.states import ENDED, GREETED, Arriving, Closing, Connected, Gone, Live, State, followed
from deliberation.live.wire import Close, Frame

LONGEST_SEND = 10.0  # seconds
LONGEST_GOODBYE = 5.0  # seconds between closing and giving up
UNREAD_GOODBYE = 0.5  # likewise for whoever reads nothing: with what they had before, ten seconds


class Socket:
    """Frames to one browser, in the one state of its connection."""

    def __init__(self, admitted: Admitted, send: Send, ended: Callable[[], None], asks: bool = True) -> None:
        """`ended` is called once, when nothing goes out any more. `asks`: whether frames arrived; no poll is asked."""
        self.admitted = admitted
        self.came = time.monotonic()
        self.checked = 0.0  # when it was last asked whether they may be here
        self.state: State = Connected()
        self._ended = ended
        self._asks = asks
        self._queue = SendQueue(send, self._close_went_out, self._break)
        self._arrivals = Arrivals(self.came)

    # --- its life -----------------------------------------------------------------------------------------------------

    @property
    def closing(self) -> int | None:
        """With which code it is closed, or was."""
        return self.state.code if isinstance(self.state, ENDED) else None

    @property
    def live(self) -> Live | None:
        """What it is told of, as long as it is told something."""
        return self.state if isinstance(self.state, Live) else None

    @property
    def hello(self) -> Frame:
        return self.state.hello if isinstance(self.state, GREETED) else Frame()

    @property
    def seq(self) -> int:
        """Up to which it was told of its room."""
        return self.state.seq if isinstance(self.state, Live) else 0

    def arrive(self, hello: Frame) -> None:
        self.state = followed(self.state, Arriving(hello))

    def go_live(self, room: int, audience: Audience) -> Live:
        """From now on it is told of this room, as this audience."""
        live = Live(self.hello, room, audience, groups=self._overview_for(audience))
        self.state = followed(self.state, live)
        return live

    def _overview_for(self, audience: Audience) -> str:
        """The tag of the overview that the browser has: as it said, and then as it was told, until its person loses the
        role."""
        if isinstance(self.state, Live):
            return self.state.groups if self.state.audience is audience else ""
        return self.hello.groups

    # --- frames -------------------------------------------------------------------------------------------------------

    def welcome(self, frame: str, seq: int) -> None:
        """The room itself, for somebody who comes in, however large."""
        if isinstance(self.state, Live):
            self.state.seq = seq
            size = bytes_of(frame)
            self._queue.put(frame, size)
            self._arrivals.welcome(size, time.monotonic())

    def tell(self, frame: str, seq: int) -> None:
        """What has changed in its room, up to this seq."""
        if isinstance(self.state, Live):
            self.state.seq = seq
            self._count_and_send(frame)

    def put(self, frame: str) -> None:
        if not isinstance(self.state, ENDED):
            self._count_and_send(frame)

    def _count_and_send(self, frame: str) -> None:
        size = bytes_of(frame)
        if not self._queue.offer(frame, size):
            self.close(Close.TOO_SLOW)
        elif self._arrivals.count(size):
            self.ping()

    def ping(self) -> None:
        """Ask whether everything up to here has arrived."""
        if isinstance(self.state, ENDED) or not self._asks:
            return
        self._arrivals.ask(self.seq, time.monotonic())
        frame = wire.text(wire.Ping(self.seq))
        if not self._queue.offer(frame, len(frame)):
            self.close(Close.TOO_SLOW)

    def acknowledge(self, seq: int) -> bool:
        """The pong to the oldest open ping; False for one that nobody asked for."""
        return self._arrivals.acknowledge(seq)

    # --- how it is doing ----------------------------------------------------------------------------------------------

    def look(self, now: float, heartbeat: float) -> None:
        """Now and then: ping who was long not asked, close who does not keep up, give up who does not even close."""
        if isinstance(self.state, ENDED):
            self._give_up(now)
        elif self._queue.waits(now) > LONGEST_SEND or self._arrivals.lag(now):
            self.close(Close.TOO_SLOW)
        elif self._arrivals.is_due(now, heartbeat):
            self.ping()

    def _give_up(self, now: float) -> None:
        if isinstance(self.state, Closing) and now - self.state.since > longest_goodbye(self.state.code):
            self.abandon()

    # --- the end ------------------------------------------------------------------------------------------------------

    def close(self, code: int) -> None:
        """As soon as what is under way has gone out. The first reason is the one that counts."""
        if not isinstance(self.state, ENDED):
            self.state = followed(self.state, Closing(code, time.monotonic()))
            self._queue.close(code)

    def abandon(self) -> None:
        """Nothing goes out any more, not even the close."""
        self._queue.cancel()
        self._end(Close.UNAVAILABLE)

    def _close_went_out(self) -> None:
        self._end(Close.UNAVAILABLE)

    def _break(self) -> None:
        """Most often the browser has gone. Where it is there all the same (Daphne sends nothing that is too large), it
        is told, as far as that takes no waiting."""
        if not isinstance(self.state, ENDED):
            self._queue.cut(Close.UNAVAILABLE)
        self._end(Close.UNAVAILABLE)

    def _end(self, code: int) -> None:
        if not isinstance(self.state, Gone):
            self.state = followed(self.state, Gone(self.closing or code))
            self._ended()


def longest_goodbye(code: int) -> float:
    """A server that waits for the browser has the close behind all that was not read: it would wait in vain."""
    return UNREAD_GOODBYE if code == Close.TOO_SLOW else LONGEST_GOODBYE
