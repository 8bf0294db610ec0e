/** What stands in a chat before its first message. */

import { icon } from "./icons.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";

/** `{node, update(isEmpty)}`: who the assistant is, Start, and the links one may have come by. */
export function welcome(phone) {
  const choices = h("div", { class: "welcome-choices" });
  const hint = h("p", {});
  const heading = h("h3", {});
  const node = h(
    "div",
    { class: "welcome", hidden: true },
    h("div", { class: "welcome-card" },
      phone.isGroup ? null : h("span", { class: "avatar is-assistant", "aria-hidden": "true" }, icon("check")),
      heading, hint, choices),
  );
  let drawn = "";

  function update(isEmpty) {
    node.hidden = !isEmpty;
    if (!isEmpty) return;
    const owner = store.owner(phone.id);
    const links = store.get().links.filter((link) => owner.start && link.url === owner.start);
    const now = JSON.stringify([links, store.get().language]);
    if (now === drawn) return;
    drawn = now;
    heading.textContent = phone.isGroup ? "" : t("empty_chat");
    hint.textContent = phone.isGroup ? t("empty_group") : t("empty_hint");
    choices.replaceChildren(...(phone.isGroup ? [] : buttons(links)));
  }

  function buttons(links) {
    const plain = h("button", { type: "button", class: links.length ? "plain" : "primary", "data-action": "start",
      onclick: () => phone.write("/start") }, t("start"));
    const linked = links.map((link, place) =>
      h("button", { type: "button", class: place === 0 ? "primary" : "plain", "data-action": "start-link", "data-link": link.name,
        onclick: () => phone.open(link.url) }, t("start_with", { label: link.label })));
    return [...linked, plain];
  }

  return { node, update };
}
