/** The bar of names where only one phone fits. */

import { hue } from "./message.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { number, t } from "./words.js";

const bar = document.getElementById("names");
const buttons = new Map();

/** Draw the names of the phones that are shown; `isNeeded` where only one fits. */
export function drawNames(isNeeded) {
  const { shown, active } = store.get();
  bar.hidden = !isNeeded || shown.length < 2;
  if (bar.hidden) return;
  bar.setAttribute("aria-label", t("phones"));
  const wanted = shown.filter((id) => store.owner(id)).map((id) => draw(id, id === active));
  if (wanted.length !== bar.children.length || wanted.some((node, at) => bar.children[at] !== node)) bar.replaceChildren(...wanted);
}

function draw(id, isActive) {
  if (!buttons.has(id)) buttons.set(id, make(id));
  const button = buttons.get(id);
  const owner = store.owner(id);
  const unread = isActive ? 0 : store.chat(id)?.unread ?? 0;
  const [avatar, name, badge] = button.children;
  avatar.textContent = (owner.name ?? owner.title).slice(0, 1);
  name.textContent = owner.address || owner.name || owner.title;
  badge.hidden = unread === 0;
  badge.textContent = unread > 99 ? "99+" : number(unread);
  badge.setAttribute("aria-label", t("unread", { count: unread }));
  if (button.getAttribute("aria-current") !== String(isActive)) {
    button.setAttribute("aria-current", String(isActive));
    if (isActive) queueMicrotask(() => button.scrollIntoView({ inline: "center", block: "nearest" }));
  }
  return button;
}

function make(id) {
  const button = h(
    "button",
    { type: "button", "data-action": "choose-phone", "data-id": id },
    h("span", { class: "avatar", "aria-hidden": "true", "data-hue": hue(id) }),
    h("span", { class: "name" }),
    h("span", { class: "badge", role: "img" }),
  );
  button.addEventListener("click", () => store.activate(id));
  return button;
}
