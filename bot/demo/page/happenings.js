/** The log of what went wrong: refusals, faults that struck, restarts, and updates that came again. */

import * as api from "./api.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";
import { inspectCall } from "./inspector.js";
import { kindName } from "./kinds.js";

const MOST_SHOWN = 150;
const PAST_EVENTS = 1000;
const WHYS = [
  ["not modified", "why_not_modified"],
  ["query is too old", "why_too_old"],
  ["message to edit not found", "why_cannot_edit"],
  ["can't be edited", "why_cannot_edit"],
  ["no text in the message to edit", "why_cannot_edit"],
  ["blocked by the user", "why_blocked"],
  ["Too Many Requests", "why_too_fast"],
  ["can't initiate", "why_first"],
  ["chat not found", "why_not_found"],
  ["not a member", "why_not_found"],
  ["Conflict", "why_conflict"],
];

let entries = [];
let newest = 0;
let first = 0;
let isFetched = false;
let isOn = true;
const blocked = new Map();
const readers = new Set();

/** What an event says to somebody who looks for faults, or null. */
function entryOf(event, { pending, note } = { pending: 0, note: "" }) {
  // What stops the assistant in mid-work is no fault that somebody ordered.
  if (note && event.type.startsWith("fault")) return null;
  switch (event.type) {
    case "refused":
      return { kind: "refused", title: ["log_refused", { method: event.method }], said: `${event.error_code} ${event.description}`, call: event.call_id };
    case "fault":
      return { kind: "fault", title: ["log_fault", { method: event.method, name: () => kindName(event.kind) }], call: event.call_id };
    case "fault_ordered":
      return { kind: "ordered", title: ["log_ordered", { name: () => kindName(event.kind) }] };
    case "product":
      if (event.alive === isOn) return null;
      isOn = event.alive;
      return { kind: isOn ? "on" : "off", title: [isOn ? "log_on" : "log_off", {}], pending: isOn ? pending : 0 };
    case "update_redelivered":
      return { kind: "again", title: ["log_again", { number: event.update_id }] };
    default:
      return null;
  }
}

function take(event) {
  if (event.seq <= newest) return;
  newest = event.seq;
  const entry = entryOf(event, store.get().product);
  if (entry) add({ ...entry, seq: event.seq });
}

function add(entry) {
  entries.push(entry);
  if (entries.length > MOST_SHOWN) entries = entries.slice(-MOST_SHOWN);
  for (const reader of readers) reader(entry);
}

/** Follow who blocks the assistant: the state tells, no event does. */
function compare({ people }) {
  for (const { id, address, blocked: isNow } of people) {
    if (blocked.has(id) && blocked.get(id) !== isNow) {
      add({ kind: isNow ? "off" : "on", title: [isNow ? "log_blocked" : "log_unblocked", { name: address }] });
    }
    blocked.set(id, isNow);
  }
}

/** Begin to follow, from where the state of the page begins. */
export function followHappenings() {
  newest = first = store.get().seq;
  isOn = store.get().product.alive;
  compare(store.get());
  store.on("*", take);
  store.subscribe((state, topics) => topics.has("people") && compare(state));
}

/** What happened before this tab was there. */
async function fetchPast() {
  const path = `/control/events?after=${Math.max(first - PAST_EVENTS, 0)}&limit=${PAST_EVENTS}`;
  const { events } = await api.get(path).catch(() => ({ events: [] }));
  const past = [];
  const isOnNow = isOn;
  isOn = true;
  for (const event of events) {
    const entry = event.seq <= first ? entryOf(event) : null;
    // The demo stops the assistant in mid-work by letting its calls hang.
    while (entry?.kind === "off" && past.at(-1)?.fault === "timeout") past.pop();
    if (entry) past.push({ ...entry, seq: event.seq, fault: event.kind });
  }
  isOn = isOnNow;
  entries = [...past, ...entries].slice(-MOST_SHOWN);
}

/** The log for the drawer; `start()` shows it. */
export function buildLog() {
  const list = h("div", { class: "happenings", role: "log", "aria-label": t("log_title"), tabindex: "0" });
  const empty = h("p", { class: "quiet" }, t("log_empty"));
  const clear = h("button", { type: "button", class: "icon-button is-text", "data-action": "log-clear", onclick: wipe }, t("log_clear"));
  const node = h("section", { class: "log-part" }, h("div", { class: "row" }, h("h3", {}, t("log_title")), clear), empty, list);

  function wipe() {
    entries = [];
    draw();
    list.focus();
  }

  function draw() {
    list.replaceChildren(...entries.map(row));
    afterwards();
  }

  function afterwards() {
    while (list.children.length > MOST_SHOWN) list.firstChild.remove();
    empty.hidden = list.children.length > 0;
    clear.hidden = !empty.hidden;
    list.scrollTop = list.scrollHeight;
  }

  function push(entry) {
    if (!node.isConnected) return void readers.delete(push);
    list.append(row(entry));
    afterwards();
  }

  async function start() {
    readers.add(push);
    draw();
    if (isFetched) return;
    isFetched = true;
    await fetchPast();
    draw();
  }
  return { node, start };
}

function row(entry) {
  const [key, values] = entry.title;
  const filled = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "function" ? value() : value]));
  const why = WHYS.find(([part]) => entry.said?.includes(part));
  const show = entry.call
    ? h("button", { type: "button", class: "icon-button is-text", "data-action": "log-call", onclick: () => inspectCall(entry.call) }, t("log_call"))
    : null;
  return h(
    "div",
    { class: `happening is-${entry.kind}`, "data-happening": entry.kind },
    h("strong", {}, t(key, filled)),
    entry.said ? h("code", {}, entry.said) : null,
    why ? h("span", {}, t(why[1])) : null,
    entry.pending ? h("span", {}, t("log_catches_up", { count: entry.pending })) : null,
    show,
  );
}

