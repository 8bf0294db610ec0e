/** The inline buttons of a message, in the rows in which the bot sends them. */

import { icon } from "./icons.js";
import { h } from "./ui.js";

/** `{node, update(view), wait(presses)}`; a button keeps its element while the message changes. */
export function keyboard(phone) {
  const node = h("div", { class: "keyboard", hidden: true });
  let view = null;
  let waiting = new Set();

  node.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-row]");
    if (button) phone.press(view, view.buttons[button.dataset.row][button.dataset.column]);
  });

  function update(now) {
    view = now;
    const had = node.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
    fit(node, now.buttons.length, () => h("div", { class: "row" }));
    now.buttons.forEach((row, r) => {
      const line = node.children[r];
      fit(line, row.length, () => h("button", { type: "button", class: "inline" }));
      row.forEach((button, c) => draw(line.children[c], button, r, c));
    });
    node.hidden = now.buttons.length === 0;
    if (had && !node.contains(document.activeElement)) refocus(had);
    showWaiting();
  }

  function refocus({ row, column }) {
    const line = node.children[Math.min(row, node.children.length - 1)];
    const button = line?.children[Math.min(column, line.children.length - 1)];
    (button ?? node.closest(".message"))?.focus({ preventScroll: true });
  }

  /** Turn the wheels of the buttons whose presses wait. */
  function wait(presses) {
    const now = new Set(presses.map((press) => press.data));
    if (now.size === waiting.size && [...now].every((data) => waiting.has(data))) return;
    waiting = now;
    showWaiting();
  }

  function showWaiting() {
    for (const button of node.querySelectorAll("button")) {
      const isBusy = waiting.has(button.dataset.data);
      button.classList.toggle("is-busy", isBusy);
      if (isBusy) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  }

  return { node, update, wait };
}

function fit(parent, count, make) {
  while (parent.children.length > count) parent.lastChild.remove();
  while (parent.children.length < count) parent.append(make());
}

function draw(node, button, row, column) {
  node.dataset.row = row;
  node.dataset.column = column;
  node.dataset.data = button.callback_data ?? "";
  node.dataset.action = "press";
  if (node.dataset.label === button.text && Boolean(button.url) === node.classList.contains("is-link")) return;
  node.dataset.label = button.text;
  node.classList.toggle("is-link", Boolean(button.url));
  node.replaceChildren(h("span", {}, button.text), ...(button.url ? [icon("outside")] : []));
}
