/** The messages of a chat: drawn by their number, older ones on scrolling up, the place kept. */

import { MessageNode, serviceLine } from "./message.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { day, t } from "./words.js";

const NEAR = 48;
const KEPT = 120;
const TOGETHER_S = 600;

/** The scrolling part of a phone; `draw()` after every change, `onScroll(isAtEnd)` is told. */
export class Log {
  #nodes = new Map();
  #days = new Map();
  #older = h("div", { class: "older", hidden: true }, h("span", { class: "spinner" }));
  #mark = h("div", { class: "new-mark", hidden: true }, h("span", {}));
  #typing = h("div", { class: "typing-bubble", hidden: true, "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  #pending = h("div", { class: "pending-list" });
  #lastTop = 0;
  isFollowing = true;

  constructor(phone) {
    this.phone = phone;
    this.id = phone.id;
    this.list = h("div", { class: "messages" });
    this.node = h(
      "div",
      { class: "log", role: "log", tabindex: "0", "aria-label": t("chat_of", { name: phone.name }) },
      this.#older,
      this.list,
      this.#pending,
      this.#typing,
    );
    this.#older.setAttribute("aria-label", t("older"));
    this.#mark.firstChild.textContent = t("new_messages");
    this.node.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.isFollowing && this.toEnd());
    sizes.observe(this.node);
    sizes.observe(this.list);
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    // What grows below moves the end away from the reader; only going up leaves it.
    const isFollowing = isAtEnd || (this.isFollowing && scrollTop >= this.#lastTop);
    this.#lastTop = scrollTop;
    if (isFollowing !== this.isFollowing) {
      this.isFollowing = isFollowing;
      this.phone.moved();
    }
    if (scrollTop < 300) store.older(this.id).catch(() => {});
  }

  /** Scroll to the newest message. */
  toEnd() {
    this.isFollowing = true;
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Scroll to a message and let it shine. */
  goTo(id) {
    const found = this.#nodes.get(id)?.node;
    found?.scrollIntoView({ block: "center", behavior: "smooth" });
    found?.classList.add("is-found");
    setTimeout(() => found?.classList.remove("is-found"), 1600);
  }

  /** The line above the first message that was not seen; null takes it away. */
  mark(id) {
    this.#mark.hidden = id === null;
    this.markId = id;
  }

  /** What is on its way to the server. */
  pending(nodes) {
    this.#pending.replaceChildren(...nodes);
    if (this.isFollowing) this.toEnd();
  }

  /** Bring the nodes in line with the messages that are known now. */
  draw() {
    if (this.isFollowing) store.trim(this.id, KEPT);
    const { list, hasMore, isLoaded } = store.messages(this.id);
    const anchor = this.isFollowing ? null : this.#anchor();
    this.#older.hidden = !hasMore;
    const wanted = [];
    let before = null;
    list.forEach((view, index) => {
      if (!before || day(before.date) !== day(view.date)) wanted.push(this.#day(view.date));
      if (view.message_id === this.markId) wanted.push(this.#mark);
      wanted.push(this.#message(view, before, list[index + 1]));
      before = view;
    });
    this.#place(wanted);
    this.#forget(new Set(list.map((view) => view.message_id)));
    this.#typing.hidden = !store.chat(this.id)?.typing;
    if (this.isFollowing && isLoaded) this.toEnd();
    else if (anchor) this.node.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
  }

  #anchor() {
    const { top } = this.node.getBoundingClientRect();
    for (const node of this.list.children) {
      const box = node.getBoundingClientRect();
      if (box.bottom > top) return { node, top: box.top };
    }
    return null;
  }

  #day(date) {
    const name = day(date);
    if (!this.#days.has(name)) this.#days.set(name, h("div", { class: "day" }, h("span", {}, name)));
    return this.#days.get(name);
  }

  #message(view, before, after) {
    if (view.kind === "service") {
      if (!this.#nodes.has(view.message_id)) this.#nodes.set(view.message_id, { node: serviceLine(view) });
      return this.#nodes.get(view.message_id).node;
    }
    let one = this.#nodes.get(view.message_id);
    if (!one) {
      one = new MessageNode(view, this.phone);
      this.#nodes.set(view.message_id, one);
    }
    one.update(view, {
      isOwn: this.phone.isOwn(view),
      isGroup: this.phone.isGroup,
      isFirst: !together(before, view),
      isLast: !together(view, after),
      quoted: view.reply_to_message_id ? this.#known(view.reply_to_message_id) : null,
    });
    one.buttons.wait(store.pressed(this.id).filter((press) => press.message_id === view.message_id));
    return one.node;
  }

  #known(id) {
    return store.messages(this.id).list.find((view) => view.message_id === id);
  }

  #place(wanted) {
    let at = this.list.firstChild;
    const chosen = new Set(wanted);
    while (at && !chosen.has(at)) at = drop(at);
    for (const node of wanted) {
      if (node === at) {
        at = at.nextSibling;
        while (at && !chosen.has(at)) at = drop(at);
      } else {
        this.list.insertBefore(node, at);
      }
    }
  }

  #forget(known) {
    for (const id of this.#nodes.keys()) if (!known.has(id)) this.#nodes.delete(id);
  }
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function together(one, other) {
  if (!one || !other || one.kind === "service" || other.kind === "service") return false;
  // Buttons stand below their bubble, so what follows begins anew.
  return one.from.id === other.from.id && other.date - one.date < TOGETHER_S && one.buttons.length === 0
    && day(one.date) === day(other.date);
}
