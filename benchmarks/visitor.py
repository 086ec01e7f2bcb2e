"""A browser tab without a browser: Streamlit's protocol, spoken by a raw websocket client."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.proto.Element_pb2 import Element

#: url path -> the widget that is changed, and the values it goes through; the first layer is the example of the menu.
PAGES = {
    "start": ("-s_d", (2, 3, 1)),
    "scatter-3d": ("-s_d", (2, 3, 1)),
    "overlap-map": ("-s_d", (2, 3, 1)),
    "four-pictures": ("-s_d", (2, 3, 1)),
    "framework-lens": ("-s_d", (2, 3, 1)),
    "decoder-doctor": ("-net-size-D", (96, 100, 64)),
    "bare": ("-s_d", (2, 3, 1)),
}
# A number of the panel first asks for the page alone.
_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Visitor:
    """Opens a page, changes numbers on it, and keeps what a browser would send back."""

    def __init__(self, port: int, page: str) -> None:
        self.port, self.path = port, "" if page == "bare" else page
        self.changed, self.values = PAGES[page]
        self.turn = self.messages = self.bytes = 0
        self._forget()

    def _forget(self) -> None:
        self.session = self.page_hash = self.query = ""
        self.pages: Mapping[str, str] = {}
        self.states: dict[str, WidgetState] = {}
        self.fragments: dict[str, str] = {}
        self.cached: set[str] = set()
        self.drawn: list[str] = []  # the texts of the last run
        self.seen: set[str] = set()  # its widgets

    async def __aenter__(self) -> Visitor:
        await self.open(self.path)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def open(self, path: str, query: str = "") -> None:
        """Open a page by its link, in a new session."""
        self._forget()
        self.path, self.query = path, query
        self.socket: ClientConnection = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            max_size=None,
        )
        await self.run()

    async def change(self) -> float:
        """Set the next value and return the seconds until the script had finished."""
        self.turn += 1
        return await self.set(self.changed, self.values[self.turn % len(self.values)])

    async def set(self, ending: str, value: int) -> float:
        """Set the number whose identity ends so; return the seconds until the script had finished."""
        widget = self.widget(ending)
        self.states[widget].int_value = value
        start = time.perf_counter()
        await self.run(widget)
        return time.perf_counter() - start

    def widget(self, ending: str) -> str:
        """Return the identity of the one widget whose identity ends so."""
        (widget,) = [identity for identity in self.states if identity.endswith(ending)]
        return widget

    async def run(self, changed: str = "") -> None:
        """Ask for a run, of the fragment that the changed widget is in, and wait until it has finished."""
        await self.ask(changed)
        self.drawn.clear()
        self.seen.clear()
        while True:
            reply = await self.receive()
            if reply.WhichOneof("type") == "script_finished":
                if reply.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:  # of what was not drawn nothing is left
                    self.states = {widget: state for widget, state in self.states.items() if widget in self.seen}
                if reply.script_finished in _DONE:
                    return
                if reply.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    raise RuntimeError(f"the script ended with {reply.script_finished}")

    async def ask(self, changed: str = "") -> None:
        """Ask for a run and do not wait."""
        message = BackMsg()
        ask = message.rerun_script
        ask.query_string = self.query
        ask.fragment_id = self.fragments.get(changed, "")
        ask.page_name, ask.page_script_hash = ("", self.page_hash) if self.page_hash else (self.path, "")
        ask.cached_message_hashes.extend(self.cached)
        ask.widget_states.widgets.extend(state for state in self.states.values() if state.WhichOneof("value"))
        await self.socket.send(message.SerializeToString())

    async def receive(self) -> ForwardMsg:
        """Return the next message, and keep of it what a browser would."""
        data = await self.socket.recv()
        reply = ForwardMsg()
        reply.ParseFromString(data)  # type: ignore[arg-type]
        self.messages, self.bytes = self.messages + 1, self.bytes + len(data)
        self._remember(reply)
        return reply

    def _remember(self, reply: ForwardMsg) -> None:
        if reply.metadata.cacheable:
            self.cached.add(reply.hash)
        kind = reply.WhichOneof("type")
        if kind == "new_session":
            self.session = reply.new_session.initialize.session_id
        elif kind == "navigation":
            self.page_hash = reply.navigation.page_script_hash
            self.pages = {page.url_pathname: page.page_script_hash for page in reply.navigation.app_pages}
        elif kind == "page_info_changed":
            self.query = reply.page_info_changed.query_string
        elif kind == "delta" and reply.delta.WhichOneof("type") == "new_element":
            self._see(reply.delta.new_element, reply.delta.fragment_id)

    def _see(self, element: Element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "number_input":
            number = element.number_input
            self.fragments[number.id] = fragment
            self.seen.add(number.id)
            if number.set_value or number.id not in self.states:
                state = self.states[number.id] = WidgetState(id=number.id)
                if number.set_value or number.HasField("default"):
                    state.int_value = int(number.value if number.set_value else number.default)
        elif kind == "file_uploader":
            self.fragments[element.file_uploader.id] = fragment
            self.seen.add(element.file_uploader.id)
            self.states.setdefault(element.file_uploader.id, WidgetState(id=element.file_uploader.id))
        elif kind == "html":
            self.drawn.append(element.html.body)
        elif kind == "exception":
            raise RuntimeError(element.exception.message)
