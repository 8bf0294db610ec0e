/** The bar above the phones, the hint for newcomers, and everything that opens from them. */

import { openCast } from "./cast.js";
import { buildClock, update as updateClock } from "./clock.js";
import * as faults from "./faults.js";
import { followHappenings } from "./happenings.js";
import { icon } from "./icons.js";
import { inspectChat, inspectMessage } from "./inspector.js";
import { languageButton, themeButton } from "./preferences.js";
import { buildSaving, update as updateSaving } from "./saving.js";
import { openDialog } from "./dialogs.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";

const NARROW = matchMedia("(max-width: 999px)");

let lamp = null;
let hint = null;

function toolButton(action, picture, text, onclick, more = {}) {
  return h("button", { type: "button", class: "bar-button", "data-action": action, onclick, ...more }, icon(picture), h("span", {}, text));
}

function tools() {
  const drawer = toolButton("faults", "bolt", t("tool_faults"), closingMenu(faults.toggleFaults), {
    "aria-expanded": String(faults.isOpen()),
    "aria-controls": "drawer",
  });
  drawer.append(faultBadge());
  const help = toolButton("help", "help", t("tool_help"), closingMenu(showHint), { title: t("tool_help") });
  help.classList.add("is-short");
  return [toolButton("phones", "phones", t("tool_phones"), closingMenu(openCast)), drawer, buildSaving(), help, languageButton(), themeButton()];
}

const faultBadge = () => h("span", { class: "badge is-faults", hidden: true });

/** On a narrow screen the tools are in a dialog, which gives way to what is opened from it. */
function closingMenu(open) {
  return (event) => {
    const menu = event.currentTarget.closest("dialog");
    if (menu) {
      menu.close();
      open();
    } else open(event);
  };
}

function openMenu() {
  openDialog({ name: "menu", title: t("bar_menu"), build: () => h("div", { class: "menu-tools" }, ...tools()) });
  updateLamp();
}

/** Build the bar; the focus stays on the same control, or goes to the menu that holds it now. */
function build() {
  const focused = document.activeElement?.dataset.action;
  document.querySelector('[data-dialog="menu"]')?.close();
  lamp = h("button", { type: "button", class: "bar-button lamp", "data-action": "product", onclick: faults.toggleFaults }, h("span", {}));
  const menu = toolButton("tools", "menu", t("bar_menu"), openMenu, { "aria-haspopup": "dialog", "aria-label": t("bar_menu") });
  menu.classList.add("is-short");
  menu.append(faultBadge());
  const row = h(
    "div",
    { class: "bar-row" },
    h("div", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "", width: 32, height: 32 }), h("h1", {}, "Asisten Kinerja", h("small", {}, t("bar_about")))),
    buildClock(),
    lamp,
    NARROW.matches ? menu : h("nav", { class: "bar-tools", "aria-label": t("bar_tools") }, ...tools()),
  );
  document.getElementById("bar").replaceChildren(row);
  updateLamp();
  if (store.stored("hint") !== "done") showHint();
  const inBar = document.querySelector(`#bar [data-action="${focused}"]`) ?? (focused === "language" ? menu : null);
  if (focused) inBar?.focus();
}

function updateLamp() {
  const { product, faults: waiting } = store.get();
  const text = faults.productText(product);
  const kind = faults.productKind(product);
  lamp.className = `bar-button lamp ${kind}`;
  if (lamp.firstChild.textContent !== text) lamp.firstChild.textContent = text;
  lamp.setAttribute("aria-label", `${text}. ${t("product_open")}`);
  lamp.title = text;
  for (const badge of document.querySelectorAll(".badge.is-faults")) {
    badge.textContent = String(waiting.length || "");
    badge.hidden = waiting.length === 0;
  }
}

/** What this page is and what to try, for whoever comes for the first time. */
function showHint() {
  hint?.remove();
  const done = () => {
    store.keep("hint", "done");
    hint.remove();
    hint = null;
    document.querySelector('[data-action="help"], [data-action="tools"]')?.focus();
  };
  hint = h(
    "section",
    { class: "hint", "aria-labelledby": "hint-title", tabindex: "-1" },
    h("div", {}, h("h2", { id: "hint-title" }, t("hint_title")), h("p", {}, t("hint_text")), h("p", {}, t("hint_try"))),
    h("button", { type: "button", class: "primary", "data-action": "hint-done", onclick: done }, t("hint_done")),
  );
  document.getElementById("bar").append(hint);
  if (store.stored("hint") === "done") hint.focus();
}

await store.ready;
build();
followHappenings();
store.subscribe((_, topics) => {
  if (topics.has("language")) {
    build();
    faults.rebuild();
  }
  if (topics.has("clock")) updateClock();
  if (topics.has("turns")) updateSaving();
  if (topics.has("product") || topics.has("faults")) updateLamp();
  if (["product", "faults", "people", "groups", "shown"].some((topic) => topics.has(topic))) faults.update();
});
NARROW.addEventListener("change", build);
document.addEventListener("click", (event) => {
  const control = event.target.closest('[data-action="inspect"], [data-action="inspect-chat"]');
  if (!control) return;
  const { action, chat, messageId } = control.dataset;
  if (action === "inspect") inspectMessage({ chat, message: messageId });
  else inspectChat({ chat });
});
