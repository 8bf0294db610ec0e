/** The chats and those of their messages that this tab has fetched. */

import * as api from "./api.js";

const PAGE = 50;
const TYPING_MS = 5000;
/** How long a press is shown as waiting. */
export const PRESS_MS = 20000;

/** All chats of the page; every message stands once, in its newest version. */
export class Chats {
  #chats = new Map();
  #logs = new Map();
  #presses = new Map();
  #typing = new Map();
  #answered = new Set();

  all() {
    return [...this.#chats.values()];
  }

  get(id) {
    return this.#chats.get(id);
  }

  isKnown(id) {
    return this.#chats.has(id);
  }

  /** What the server says about all chats. */
  take(list) {
    const now = new Set(list.map((one) => one.id));
    for (const id of this.#chats.keys()) if (!now.has(id)) this.#chats.delete(id);
    for (const one of list) this.#chats.set(one.id, { ...one, typing: this.#typing.has(one.id) || Boolean(one.typing) });
  }

  /** The fetched messages: {list, hasMore, isLoaded}. */
  log(id) {
    if (!this.#logs.has(id)) this.#logs.set(id, { list: [], hasMore: false, isLoaded: false, isBusy: false });
    return this.#logs.get(id);
  }

  /** The chats whose messages were fetched. */
  opened() {
    return [...this.#logs.keys()];
  }

  /** Fetch the newest messages; false if they were there. */
  async open(id) {
    const log = this.log(id);
    if (log.isLoaded || log.isBusy) return false;
    return this.#fetch(id, log, {});
  }

  /** Fetch the messages before the oldest one. */
  async older(id) {
    const log = this.log(id);
    if (!log.isLoaded || !log.hasMore || log.isBusy || log.list.length === 0) return false;
    return this.#fetch(id, log, { before: log.list[0].message_id });
  }

  /** Fetch everything that was open again, after events were missed. */
  async reload() {
    for (const [id, log] of this.#logs) {
      log.list = [];
      log.isLoaded = false;
      await this.open(id);
    }
  }

  async #fetch(id, log, query) {
    log.isBusy = true;
    try {
      const page = await api.get(`/demo/chats/${id}/messages`, { limit: PAGE, ...query });
      for (const view of page.messages) put(log, view);
      log.hasMore = page.has_more;
      log.isLoaded = true;
    } finally {
      log.isBusy = false;
    }
    return true;
  }

  /** Keep only the newest messages of a chat. */
  trim(id, kept) {
    const log = this.log(id);
    if (log.list.length <= kept) return;
    log.list = log.list.slice(-kept);
    log.hasMore = true;
  }

  /** Presses of a chat that wait for their answer. */
  presses(id) {
    const now = Date.now();
    for (const [key, press] of this.#presses) if (now - press.at > PRESS_MS) this.#presses.delete(key);
    return [...this.#presses.values()].filter((press) => press.chat_id === id);
  }

  /** A press that the server does not know yet; gives its key. */
  pressing(press) {
    const key = Symbol("press");
    this.#presses.set(key, { ...press, at: Date.now() });
    return key;
  }

  /** The server took the press under a number, or refused it; its answer may have come already. */
  pressed(key, id) {
    const press = this.#presses.get(key);
    this.#presses.delete(key);
    if (press && id !== undefined && !this.#answered.has(String(id))) this.#presses.set(id, { ...press, id });
  }

  /** Whether somebody who typed has stopped. */
  calm(id) {
    if (Date.now() - (this.#typing.get(id) ?? Infinity) < TYPING_MS) return false;
    this.#typing.delete(id);
    const one = this.#chats.get(id);
    if (!one?.typing) return false;
    one.typing = false;
    return true;
  }

  /** An event of the server; gives the id of the chat it changed, or null. */
  happened(event) {
    const id = event.chat_id;
    if (id === undefined || id === null) return null;
    const done = HAPPENINGS[event.type];
    if (!done) return null;
    const one = this.#chats.get(id);
    done({ event, one, log: this.log(id), presses: this.#presses, answered: this.#answered, typing: this.#typing });
    return id;
  }
}

const HAPPENINGS = {
  message({ event, one, log, typing }) {
    const view = event.message;
    typing.delete(event.chat_id);
    // What came before the page was fetched is in it; while it is being fetched, both may bring it.
    if (log.isLoaded || log.isBusy) put(log, view);
    if (!one) return;
    one.typing = false;
    if (one.last && view.message_id <= one.last.message_id) return;
    one.last = view;
    if (view.from_bot && view.kind !== "service") one.unread += 1;
  },
  edit({ event, one, log }) {
    const view = event.message;
    const oldest = log.list[0]?.message_id;
    if (oldest !== undefined && view.message_id >= oldest) put(log, view);
    if (one?.last?.message_id === view.message_id) one.last = view;
  },
  delete({ event, log }) {
    log.list = log.list.filter((view) => view.message_id !== event.message_id);
  },
  press({ event, presses }) {
    if (!event.answered) presses.set(event.id, { ...event, at: Date.now() });
  },
  callback_answer({ event, presses, answered }) {
    answered.add(event.callback_query_id);
    presses.delete(event.callback_query_id);
  },
  chat_action({ event, one, typing }) {
    typing.set(event.chat_id, Date.now());
    if (one) one.typing = true;
  },
  read({ event, one }) {
    if (one && (!one.last || event.message_id >= one.last.message_id)) one.unread = 0;
  },
};

/** Place a message by its number, unless a newer version is there. */
function put(log, view) {
  const { list } = log;
  let place = list.length;
  while (place > 0 && list[place - 1].message_id > view.message_id) place -= 1;
  const known = list[place - 1];
  if (known?.message_id !== view.message_id) list.splice(place, 0, view);
  else if (view.version >= known.version) list[place - 1] = view;
}
