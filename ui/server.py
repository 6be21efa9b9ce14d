"""Serve the web page to this computer until someone presses Ctrl-C.

Importing this file imports Gradio, which takes about two seconds: do it when the page is wanted.
"""

import contextlib
import os
import socket
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any

# Gradio reads these when it is imported
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",  # else it reports its use
    GRADIO_RUN_HISTORY="False",  # else questions and answers stay in the browser
    GRADIO_SSR_MODE="False",
    # statistics nobody sees, worked out with pandas at every event
    GRADIO_ANALYTICS_CACHE_FREQUENCY=str(10**9),
    GRADIO_ANALYTICS_MAX_EVENTS="1",
)

import gradio  # its switches are set first
import uvicorn
from fastapi import FastAPI, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from models.errors import FixableError
from rag.assistant import Assistant
from ui.downloads import Downloads
from ui.page import make_page
from ui.page_text import EXAMPLE_QUESTIONS
from ui.web_safety import WebSafety

_gradio: Any = gradio  # its functions carry no complete types
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
_STATIC_TYPES = {"kamerbrief.js": "text/javascript", "kamerbrief.css": "text/css"}
_CLOSING_SECONDS = 5  # for what is still being done when everybody was hung up on


class AddressError(FixableError):
    """The page cannot be served at the address asked for."""


class PageServer(uvicorn.Server):
    """A web server that says when it answers."""

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Hang up first: an open page holds connections that never end by themselves."""
        for connection in self.server_state.connections:
            connection.transport.close()
        await super().shutdown(sockets)


def serve(
    assistant: Assistant,
    *,
    host: str,
    port: int,
    when_ready: Callable[[str], None],
    examples: Sequence[str] = EXAMPLE_QUESTIONS,
) -> None:
    """Serve the page until Ctrl-C; ``when_ready`` gets its address once it answers.

    Port 0 takes any free one. Raises ``AddressError`` when the address is taken or is not ours.
    """
    listening = listen(host, port)
    with contextlib.closing(listening), contextlib.suppress(KeyboardInterrupt):
        address = name_address(host, listening)
        application = make_application(assistant, host=host, examples=examples)
        make_server(application, lambda: when_ready(address)).run([listening])


def listen(host: str, port: int) -> socket.socket:
    """Claim the address; raises ``AddressError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise AddressError(
            f"De pagina kan niet op {host}:{port} worden aangeboden ({error}).",
            "Kies een andere poort met --port, of stop wat er op deze poort draait.",
        ) from error
    return listening


def name_address(host: str, listening: socket.socket) -> str:
    """Give the address to open in a browser."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}/"


def make_application(assistant: Assistant, *, host: str, examples: Sequence[str]) -> FastAPI:
    """Put the page behind its safety rules."""
    application = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for name in _STATIC_TYPES:
        application.get(f"/static/{name}")(_static_file(name))
    downloads = Downloads()
    application.get("/meenemen/{name}.{form}")(downloads.give)
    if host in _LOCAL_HOSTS:
        # a web site elsewhere could point its own name at this computer and so read the letters
        application.add_middleware(
            TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"]
        )
    application.add_middleware(WebSafety)
    _gradio.mount_gradio_app(
        application,
        make_page(assistant, examples=examples, downloads=downloads),
        path="/",
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=_theme(),
    )
    return application


def make_server(application: FastAPI, when_ready: Callable[[], None]) -> PageServer:
    """Give the server that will run it; set ``should_exit`` to end it from another thread."""
    config = uvicorn.Config(
        application,
        log_level="error",  # questions are nobody's business, not even the log's
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_CLOSING_SECONDS,
    )
    return PageServer(config, when_ready)


def _static_file(name: str) -> Callable[[], Response]:
    content = resources.files("ui").joinpath("static", name).read_bytes()

    def give() -> Response:
        return Response(
            content, media_type=_STATIC_TYPES[name], headers={"cache-control": "no-cache"}
        )

    return give


def _theme() -> Any:
    """Give a theme that fetches nothing; colours and sizes stand in static/kamerbrief.css."""
    fonts = ["Segoe UI", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"]
    return _gradio.themes.Base(font=fonts, font_mono=["monospace"])
