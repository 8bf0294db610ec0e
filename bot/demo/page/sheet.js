/** A small menu that opens beside its button and closes by Escape, by a choice, or by a click elsewhere. */

import { icon } from "./icons.js";
import { h } from "./ui.js";

/**
 * Tie a menu to a button. `items()` gives [{label, detail, icon, action, act}], now or as a promise;
 * gives `{node, open, close, isOpen, move, choose}`, of which `node` belongs beside the button.
 */
export function sheet(button, items, { name = "", empty = "" } = {}) {
  const node = h("div", { class: "sheet", role: "menu", "aria-label": name, hidden: true });
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  function show(list) {
    const lines = list.map((item) => line(item, close));
    node.replaceChildren(...(lines.length ? lines : [h("p", { class: "sheet-empty", role: "none" }, empty)]));
  }

  let wish = 0;

  async function open({ focus = true, filter = () => true } = {}) {
    const mine = (wish += 1);
    const list = (await items()).filter(filter);
    // Meanwhile it was closed, or opened anew: the text may have been sent before the list was there.
    if (mine !== wish) return list.length;
    show(list);
    if (node.hidden) {
      node.hidden = false;
      button.setAttribute("aria-expanded", "true");
      document.addEventListener("pointerdown", outside, true);
    }
    if (focus) node.querySelector("[role=menuitem]")?.focus();
    return list.length;
  }

  function close({ refocus = true } = {}) {
    wish += 1;
    if (node.hidden) return;
    const isHere = node.contains(document.activeElement);
    node.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (isHere && refocus) button.focus();
  }

  function outside({ target }) {
    if (!node.contains(target) && !button.contains(target)) close({ refocus: false });
  }

  function move(step) {
    const all = [...node.querySelectorAll("[role=menuitem]")];
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length]?.focus();
  }

  button.addEventListener("click", () => (node.hidden ? open() : close()));
  node.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !node.contains(relatedTarget) && !button.contains(relatedTarget)) close({ refocus: false });
  });
  return { node, open, close, move, isOpen: () => !node.hidden };
}

function line(item, close) {
  const shown = h(
    "button",
    { type: "button", role: "menuitem", class: "sheet-item", "data-action": item.action },
    item.icon ? icon(item.icon) : null,
    h("span", {}, item.label, item.detail ? h("small", {}, item.detail) : null),
  );
  for (const [name, value] of Object.entries(item.data ?? {})) shown.dataset[name] = value;
  shown.addEventListener("click", () => {
    close();
    item.act?.();
  });
  return shown;
}
