/**
 * What the page knows: the state of the server, kept true by its events, and what this tab shows.
 *
 *   get()               {world, seq, clock, product, faults, people, groups, chats, links, turns, connection, ...}
 *   subscribe(fn)       fn(state, topics) after every change; topics: Set of "clock", "product", "people", "groups",
 *                       "links", "faults", "turns", "chats", "chat:<id>", "shown", "language", "connection"
 *   on(type, fn)        fn(event) for each event of the server of that type ("*": all)
 *   ready               promise: the first state and the texts are there
 */

import * as api from "./api.js";
import * as socket from "./socket.js";
import { Chats, PRESS_MS } from "./chats.js";
import { load as loadWords } from "./words.js";

const TYPING_MS = 5000;
const LEADING = 2;
const SOON_MS = 60;
const STATE_KEYS = ["world", "clock", "product", "faults", "people", "groups", "links", "schools", "turns", "bot"];
// Events after which the server alone knows how things read now.
const STALE = new Set(["product", "people", "group", "user", "member", "fault", "fault_ordered", "fault_cancelled", "upgraded"]);

const state = {
  world: null,
  seq: 0,
  clock: null,
  product: { alive: true, pending: 0, turning: "", note: "" },
  faults: [],
  people: [],
  groups: [],
  chats: [],
  links: [],
  schools: [],
  turns: 0,
  connection: "connecting",
  language: stored("language") === "en" ? "en" : "id",
  shown: [],
  active: null,
};
const chats = new Chats();
const readers = new Set();
const listeners = new Map();
let topics = null;
let isStale = null;
let isLate = null;
let becomeReady;

/** Resolved when the first state and the texts are there. */
export const ready = new Promise((resolve) => {
  becomeReady = resolve;
});

/** The state; read only. */
export const get = () => state;

/** Call `fn(state, topics)` after every change; gives the function that ends it. */
export function subscribe(fn) {
  readers.add(fn);
  return () => readers.delete(fn);
}

/** Call `fn(event)` for each server event of a type. */
export function on(type, fn) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type).add(fn);
  return () => listeners.get(type).delete(fn);
}

/** A value of this browser, kept over reloads. */
export function stored(name) {
  try {
    return localStorage.getItem(`demo.${name}`);
  } catch {
    return null;
  }
}

/** Keep a value in this browser. */
export function keep(name, value) {
  try {
    localStorage.setItem(`demo.${name}`, value);
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}

function changed(...names) {
  if (topics === null) {
    topics = new Set();
    queueMicrotask(() => {
      const now = topics;
      topics = null;
      for (const reader of [...readers]) reader(state, now);
    });
  }
  for (const name of names) topics.add(name);
}

/** A person or group by id. */
export const owner = (id) => state.people.find((p) => p.id === id) ?? state.groups.find((g) => g.id === id);

/** A chat by id: {id, kind, person, last, unread, typing}. */
export const chat = (id) => chats.get(id);

/** The messages of a chat that this tab has: {list, hasMore, isLoaded}; oldest first. */
export const messages = (id) => chats.log(id);

/** Presses that wait for their answer: [{id, chat_id, message_id, data}]. */
export const pressed = (id) => chats.presses(id);

/** A press on its way: shown at once; call the result with the number of the press, or with nothing. */
export function pressing(press) {
  const key = chats.pressing(press);
  changed(`chat:${press.chat_id}`);
  setTimeout(() => changed(`chat:${press.chat_id}`), PRESS_MS + 50);
  return (id) => {
    chats.pressed(key, id);
    changed(`chat:${press.chat_id}`);
  };
}

/** Fetch the newest messages of a chat unless that was done. */
export async function open(id) {
  if (await chats.open(id)) changed(`chat:${id}`);
}

/** Fetch older messages of a chat. */
export async function older(id) {
  if (await chats.older(id)) changed(`chat:${id}`);
}

/** Forget the oldest messages of a long chat; they come back by scrolling up. */
export const trim = (id, kept) => chats.trim(id, kept);

/** Tell the server that a chat was seen up to its last message. */
export function markRead(id) {
  const one = chats.get(id);
  if (!one || !one.unread || !one.last) return;
  one.unread = 0;
  changed("chats", `chat:${id}`);
  api.post("/demo/read", { chat: id, message: one.last.message_id }).catch(() => {});
}

/** The ids of all phones there could be, in their order: who tells the story, the groups, and everybody else. */
export const phones = () => inOrder(state.people).map((one) => one.id);

const inOrder = (people) => [...people.slice(0, LEADING), ...state.groups, ...people.slice(LEADING)];

/** Choose which phones are shown. */
export function show(ids) {
  const known = new Set(phones());
  state.shown = ids.filter((id) => known.has(id));
  if (!state.shown.includes(state.active)) state.active = state.shown[0] ?? null;
  keep("shown", JSON.stringify({ world: state.world, ids: state.shown }));
  changed("shown");
}

/** Show or hide one phone. */
export function toggle(id, isShown = !state.shown.includes(id)) {
  if (isShown === state.shown.includes(id)) return;
  const chosen = new Set(state.shown);
  if (isShown) chosen.add(id);
  else chosen.delete(id);
  show(phones().filter((one) => chosen.has(one)));
}

/** The phone in front where only one fits; shows it if it was hidden. */
export function activate(id) {
  if (!state.shown.includes(id)) toggle(id, true);
  if (state.active === id) return;
  state.active = id;
  changed("shown");
}

/** Bring a phone that has just come into view. */
export function reveal(id) {
  activate(id);
  for (const fn of listeners.get("reveal") ?? []) fn(id);
}

/** Speak another language from now on. */
export async function setLanguage(language) {
  state.language = language;
  keep("language", language);
  api.speak(language);
  await Promise.all([loadWords(language), refresh()]);
  changed("language");
}

/** Fetch the state anew. */
export async function refresh() {
  const fresh = await api.get("/demo/state");
  if (state.world !== null && fresh.world !== state.world) {
    location.reload();
    return;
  }
  const isFirst = state.world === null;
  const before = new Set(phones());
  for (const key of STATE_KEYS) if (key in fresh) state[key] = fresh[key];
  chats.take(fresh.chats);
  state.chats = chats.all();
  if (isFirst) {
    state.seq = fresh.seq;
    show(remembered() ?? usual());
  } else {
    for (const id of phones()) if (!before.has(id) && !owner(id).is_hidden) toggle(id, true);
  }
  changed("clock", "product", "faults", "people", "groups", "links", "turns", "chats", "bot");
}

function remembered() {
  try {
    const kept = JSON.parse(stored("shown"));
    return kept.world === state.world && kept.ids.length > 0 ? kept.ids : null;
  } catch {
    return null;
  }
}

const MOST_AT_FIRST = 6;

function usual() {
  return inOrder(state.people.filter((person) => !person.is_hidden)).map((one) => one.id).slice(0, MOST_AT_FIRST);
}

function refreshSoon() {
  isStale ??= setTimeout(() => {
    isStale = null;
    refresh().catch(() => {});
  }, SOON_MS);
}

/** The clock moves with every act, so it is fetched alone. */
function readClockSoon() {
  isLate ??= setTimeout(async () => {
    isLate = null;
    const fresh = await api.get("/demo/clock").catch(() => null);
    if (fresh) state.clock = fresh.clock;
    changed("clock");
  }, SOON_MS);
}

function take(event) {
  if (event.seq <= state.seq) return;
  if (event.seq) state.seq = event.seq;
  const touched = chats.happened(event);
  if (touched !== null) changed("chats", `chat:${touched}`);
  if (event.type === "product") Object.assign(state.product, pick(event, "alive", "turning"));
  if (event.type === "scene" && "turns" in event) state.turns = event.turns;
  if (event.type === "product") changed("product");
  if (event.type === "scene") changed("turns");
  if (event.type === "chat_action") setTimeout(() => chats.calm(event.chat_id) && changed(`chat:${event.chat_id}`), TYPING_MS + 50);
  if (event.type === "clock") readClockSoon();
  // How much waits for an assistant that is off.
  if (event.type === "update_queued" && !state.product.alive) refreshSoon();
  if (STALE.has(event.type) || (touched !== null && !chats.isKnown(touched))) refreshSoon();
  for (const type of [event.type, "*"]) for (const fn of listeners.get(type) ?? []) fn(event);
}

const pick = (from, ...names) => Object.fromEntries(names.filter((n) => n in from).map((n) => [n, from[n]]));

async function reset(seq) {
  await refresh();
  state.seq = seq ?? state.seq;
  await chats.reload();
  changed("chats", ...chats.opened().map((id) => `chat:${id}`));
}

/** Begin: texts, state, then the events as they come. */
export async function start() {
  api.speak(state.language);
  await Promise.all([loadWords(state.language), refresh()]);
  becomeReady(state);
  changed("language");
  socket.follow({
    after: () => state.seq,
    events: (list) => list.forEach(take),
    reset,
    refresh,
    status: (connection) => {
      state.connection = connection;
      changed("connection");
    },
  });
}
