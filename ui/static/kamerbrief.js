// Makes the buttons in our own HTML work: tells Gradio which source is wanted, and scrolls to it.
(() => {
  "use strict";
  const ACTIONS = "[data-citation], [data-passage], [data-letter], [data-question], [data-back]";
  let opener = null; // the button that opened the source, to go back to
  let lastRequest = "";
  let shownHeading = null;
  let announced = "";

  const find = (selector) => document.querySelector(selector);

  // as if typed and sent with Enter: Gradio's text box listens for nothing else
  function send(selector, value) {
    const field = find(`${selector} textarea, ${selector} input`);
    if (!field) return;
    const prototype = Object.getPrototypeOf(field);
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
  }

  function open(button, request) {
    if (!button.closest("#kb-bron")) opener = button;
    if (request === lastRequest && document.getElementById("kb-bron-kop")) {
      reveal();
      return;
    }
    lastRequest = request;
    send("#kb-verzoek", request);
  }

  function ask(question) {
    if (!find("#kb-stuur")?.disabled) send("#kb-vraag", question);
  }

  function goBack() {
    const target = opener && opener.isConnected ? opener : find("#kb-antwoord .kb-chip");
    const fallback = find("#kb-vraag textarea");
    (target || fallback)?.focus({ preventScroll: true });
    (target || fallback)?.scrollIntoView({ block: "center" });
  }

  function reveal() {
    const heading = document.getElementById("kb-bron-kop");
    const text = find("#kb-bron .kb-brief");
    const mark = find("#kb-bron mark.kb-current");
    if (text) {
      const above = mark ? mark.getBoundingClientRect().top - text.getBoundingClientRect().top : 0;
      text.scrollTop = mark ? text.scrollTop + above - text.clientHeight / 4 : 0;
    }
    heading.focus({ preventScroll: true });
    const top = find("#kb-bron").getBoundingClientRect().top;
    const place = (mark || heading).getBoundingClientRect();
    if (top < 0 || place.bottom > window.innerHeight) {
      find("#kb-bron").scrollIntoView({ block: "start" });
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(ACTIONS);
    if (!button || button.disabled) return;
    const data = button.dataset;
    if ("back" in data) goBack();
    else if ("question" in data) ask(data.question);
    else if ("citation" in data) open(button, `citation:${data.citation}`);
    else if ("passage" in data) open(button, `passage:${data.passage}`);
    else open(button, `letter:${data.letter}`);
  });

  const voice = document.createElement("div");
  voice.className = "kb-verborgen";
  voice.setAttribute("aria-live", "polite");

  function watch() {
    document.body.append(voice);
    // Gradio sets the browser's language here, but the page is Dutch
    new MutationObserver(() => {
      if (document.documentElement.lang !== "nl") document.documentElement.lang = "nl";
    }).observe(document.documentElement, { attributeFilter: ["lang"] });
    new MutationObserver(() => {
      const heading = document.getElementById("kb-bron-kop");
      if (heading !== shownHeading) {
        shownHeading = heading;
        if (heading) reveal();
        else lastRequest = "";
      }
      const news = find("#kb-antwoord [data-announce]")?.dataset.announce ?? "";
      if (news !== announced) {
        announced = news;
        voice.textContent = news;
      }
    }).observe(document.body, { childList: true, subtree: true });
  }

  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
