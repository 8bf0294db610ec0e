/** One message: bubble, buttons, marks; drawn once and then changed in place. */

import { attachment } from "./attachment.js";
import { icon } from "./icons.js";
import { keyboard } from "./keyboard.js";
import { rich } from "./rich.js";
import { h } from "./ui.js";
import { t, time } from "./words.js";

const HUES = 7;

/** The color number of a person or group. */
export const hue = (id) => Math.abs(id) % HUES;

/** A message in a chat; `update(view, {isOwn, isFirst, isLast, isGroup, quoted})` changes what differs. */
export class MessageNode {
  #seen = {};

  constructor(view, phone) {
    this.id = view.message_id;
    this.phone = phone;
    this.sender = h("div", { class: "sender", hidden: true });
    this.quote = h("button", { type: "button", class: "quote", hidden: true, onclick: () => phone.goTo(this.quotedId) });
    this.file = h("div", { class: "file", hidden: true });
    this.text = h("span", { class: "body" });
    this.edited = h("span", { class: "edited", hidden: true }, t("edited"));
    this.time = h("time", {}, time(view.date));
    this.time.dateTime = view.date_iso;
    const meta = h("span", { class: "meta" }, this.edited, this.time);
    this.words = h("div", { class: "text" }, this.text, meta);
    this.bubble = h("div", { class: "bubble" }, this.sender, this.quote, this.file, this.words);
    this.buttons = keyboard(phone);
    this.node = h(
      "article",
      { class: "message", "data-message": this.id, tabindex: "-1" },
      h("div", { class: "line" }, this.bubble, this.#tools(view)),
      this.buttons.node,
    );
  }

  #tools(view) {
    const tool = (action, name, symbol) =>
      h("button", { type: "button", class: "tool", "data-action": action, "data-chat": view.chat_id,
        "data-message-id": this.id, "aria-label": t(name), title: t(name) }, icon(symbol));
    const inspect = tool("inspect", "inspect_message", "info");
    const reply = tool("reply", "reply", "reply");
    reply.addEventListener("click", () => this.phone.replyTo(this.view));
    return h("div", { class: "tools" }, this.phone.isOwn(view) ? null : reply, view.call_ids.length || view.from_bot ? inspect : null);
  }

  /** Draw what differs from the last time. */
  update(view, place) {
    this.view = view;
    const { node } = this;
    node.classList.toggle("is-own", place.isOwn);
    node.classList.toggle("is-first", place.isFirst);
    node.classList.toggle("is-last", place.isLast);
    this.#once("sender", place.isGroup && place.isFirst && !place.isOwn ? view.from.first_name : "", (name) => {
      this.sender.hidden = !name;
      this.sender.textContent = name;
      this.sender.dataset.hue = hue(view.from.id);
    });
    this.#once("quote", place.quoted ? `${place.quoted.from.first_name}\n${place.quoted.text}` : view.reply_to_message_id ? "?" : "", (text) => {
      this.quote.hidden = !text;
      this.quotedId = view.reply_to_message_id;
      const [name, ...rest] = text === "?" ? [t("deleted_message")] : text.split("\n");
      this.quote.replaceChildren(h("b", {}, name), rest.join(" ").slice(0, 80));
    });
    if (this.#seen.version === view.version) return;
    this.#seen.version = view.version;
    this.#once("file", view.file?.file_id ?? view.kind, () => {
      const content = attachment(view);
      this.file.hidden = content === null;
      this.file.replaceChildren(...(content ? [content] : []));
      node.dataset.kind = view.kind;
    });
    this.#once("html", view.html, (html) => {
      const isHere = this.text.contains(document.activeElement);
      this.text.replaceChildren(rich(html));
      this.words.classList.toggle("is-bare", !html);
      if (isHere) node.focus({ preventScroll: true });
    });
    this.edited.hidden = view.edit_date === null || view.edit_date === undefined;
    this.buttons.update(view);
  }

  #once(name, value, draw) {
    if (this.#seen[name] === value) return;
    this.#seen[name] = value;
    draw(value);
  }
}

/** What happened in a group, in one line. */
export function serviceLine(view) {
  const name = view.from.first_name;
  const extra = view.extra ?? {};
  const names = (extra.new_chat_members ?? []).map((user) => user.first_name).join(", ");
  let text = t("group_moved");
  if (extra.group_chat_created) text = t("group_made", { name });
  else if (names) text = t("group_joined", { name: names });
  else if (extra.left_chat_member) text = t("group_left", { name: extra.left_chat_member.first_name });
  else if (extra.new_chat_title) text = t("group_title", { name, title: extra.new_chat_title });
  return h("div", { class: "service", "data-message": view.message_id }, h("span", {}, text));
}
