"""Drive the page in Debian's chromium, and look at what it shows."""

import contextlib
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from playwright.sync_api import BrowserContext, Page, expect

import fakes_page

CHROMIUM = shutil.which("chromium") or ""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Pages: TypeAlias = Generator[Page, None, None]
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"

# every visible text whose contrast with what lies behind it is below AA
LOW_CONTRAST = """() => {
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color.slice(0, 3);
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(".gradio-container *")].filter((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility()) return false;
    const pair = [parse(getComputedStyle(element).color).slice(0, 3), behind(element)];
    const [dark, light] = pair.map(luminance).sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05) < 4.5;
  }).map((element) => element.className + ": " + element.textContent.slice(0, 40));
}"""


@dataclass(frozen=True)
class Served:
    """A page that is being served, and the assistant behind it."""

    address: str
    assistant: fakes_page.FakeAssistant


@contextlib.contextmanager
def open_page(context: BrowserContext, served: Served, *, width: int = 1280) -> Pages:
    """Open the page; whatever a test does, it talks to no other host and reports no error."""
    served.assistant.closed.clear()
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.set_default_timeout(10_000)
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(served.address)
    expect(page.locator("#kb-gereed")).to_contain_text("5 brieven")
    yield page
    page.close()
    assert {url for url in requests if not url.startswith((served.address, "data:"))} == set()
    assert complaints == []


def keep_picture(page: Page, name: str, *, full_page: bool = False) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full_page)


def marked_text(page: Page) -> list[str]:
    return page.locator("mark.kb-current").all_text_contents()


def wait_until_seen(page: Page, selector: str) -> None:
    """Wait until the element is really there to be seen, inside its scrolling pane too."""
    page.wait_for_function(
        """(selector) => {
          const element = document.querySelector(selector);
          const box = element.getClientRects()[0];  // of its first line
          const seen = document.elementFromPoint(box.left + 3, box.top + 3);
          return seen !== null && element.contains(seen);
        }""",
        arg=selector,
    )
