"""The web server starts, says so, refuses an address it cannot have, and ends at Ctrl-C."""

import contextlib
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

import fakes_page
from ui.server import AddressError, listen, serve
from ui.web_safety import CONTENT_POLICY, finish_page, is_allowed

SERVE = """
import sys
sys.path[:] = {path!r}
import fakes_page
from ui.server import serve
serve(
    fakes_page.FakeAssistant(fakes_page.read_sample_letters()),
    host="127.0.0.1", port=0, when_ready=lambda address: print(address, flush=True),
)
"""


def fetch(address: str, *, host: str = "") -> int:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with contextlib.closing(urllib.request.urlopen(request, timeout=10)) as response:
            return response.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_it_answers_once_it_says_so_and_ends_at_ctrl_c() -> None:
    program = SERVE.format(path=sys.path)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()

        statuses = (
            fetch(address),
            fetch(address + "static/kamerbrief.js"),
            fetch(address + "gradio_api/upload"),
            fetch(address + "gradio_api/file=/etc/passwd"),
            fetch(address + "openapi.json"),
            fetch(address, host="example.org"),
        )
        # as an open page does; it ends when the server does
        with contextlib.closing(urllib.request.urlopen(address + "gradio_api/heartbeat/abc")):
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)

    assert statuses == (200, 200, 403, 403, 403, 400)
    assert process.returncode == 0
    assert errors == ""


def test_an_address_that_is_taken_is_said_so_in_dutch() -> None:
    assistant = fakes_page.FakeAssistant({})
    with contextlib.closing(listen("127.0.0.1", 0)) as taken:
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(AddressError, match=f"127.0.0.1:{port}.*--port"):
            serve(assistant, host="127.0.0.1", port=port, when_ready=print)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=https://example.org",
        "/gradio_api/proxy=https://example.org",
        "/gradio_api/dev/reload",
        "/gradio_api/monitoring",
        "/gradio_api/component_server",
        "/gradio_api/run/ask",
        "/gradio_api/call/ask",
        "/openapi.json",
        "/docs",
        "/login",
        "/static/../../etc/passwd",
        "//example.org",
        "/meenemen/kort.pdf",
        "/meenemen/AAAAAAAAAAAAAAAAAAAAAA.exe",
        "/meenemen/../../../../../../etc/x.pdf",
    ],
)
def test_what_the_page_does_not_need_is_refused(path: str) -> None:
    assert not is_allowed(path)


def test_gradios_inline_scripts_are_left_out() -> None:
    page = finish_page(
        '<html lang="en"><head><base href="/"><script>a</script><script data-x>b</script>'
        '<script type="module" src="./a.js"></script></head></html>'
    )

    assert re.findall("<script[^>]*>", page) == [
        '<script type="module" src="./a.js">',
        '<script src="/static/kamerbrief.js">',
    ]
    assert "<base" not in page
    assert "unsafe-eval" not in CONTENT_POLICY
