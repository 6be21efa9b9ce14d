"""What the web server lets through: a few paths, and headers that keep a browser at home.

Gradio serves far more than this page uses (uploads, a file proxy, an API, monitoring), so what the
page uses is listed and everything else is refused. The content policy holds even if text from a
letter or the model were ever shown unescaped: no script but ours runs, nothing is fetched from
elsewhere. It forbids the inline scripts of Gradio's page too, which works without them; they are
taken out, as the browser would report each as an attack.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)
_HEAD = (
    '<link rel="stylesheet" href="/static/kamerbrief.css">'
    '<script src="/static/kamerbrief.js"></script>'
)
_FORBIDDEN = re.compile(
    r"<script(?![^>]*\ssrc=)[^>]*>.*?</script>|<base\b[^>]*>", re.DOTALL | re.IGNORECASE
)
_ALLOWED = re.compile(
    r"/(?:|config|theme\.css|manifest\.json|favicon\.ico"
    r"|(?:assets|static|svelte)/[\w.\-/]+"
    r"|meenemen/[\w\-]{22}\.(?:docx|md|pdf)"
    r"|gradio_api/(?:queue/(?:join|data)|info|cancel|reset|app_id|startup-events|heartbeat/\w+))"
)


class WebSafety:
    """Refuses what the page does not need and adds the headers; an ASGI middleware."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif not is_allowed(scope["path"]):
            await _refuse(_with_headers(send))
        elif scope["path"] == "/":
            await self._app(scope, receive, _with_finished_page(_with_headers(send)))
        else:
            await self._app(scope, receive, _with_headers(send))


def is_allowed(path: str) -> bool:
    """Tell whether the page uses this path.

    >>> is_allowed("/config"), is_allowed("/gradio_api/upload"), is_allowed("/static/../x")
    (True, False, False)
    """
    return _ALLOWED.fullmatch(path) is not None and ".." not in path


def finish_page(page: str) -> str:
    """Make Gradio's page ours: Dutch, with our style and script, without its inline scripts.

    >>> finish_page('<html lang="en"><head><script>var x</script></head>')[:22]
    '<html lang="nl"><head>'
    """
    page = _FORBIDDEN.sub("", page).replace('lang="en"', 'lang="nl"', 1)
    return page.replace("</head>", f"{_HEAD}</head>", 1)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS]
        await send(message)

    return send_with_headers


def _with_finished_page(send: Send) -> Send:
    start: Message = {}
    body = bytearray()

    async def send_finished(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body", False):
            page = finish_page(body.decode()).encode()
            others = [
                (name, value) for name, value in start["headers"] if name != b"content-length"
            ]
            length = (b"content-length", str(len(page)).encode())
            await send({**start, "headers": [*others, length]})
            await send({"type": "http.response.body", "body": page})

    return send_finished


async def _refuse(send: Send) -> None:
    body = b"Deze pagina bestaat hier niet."
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
