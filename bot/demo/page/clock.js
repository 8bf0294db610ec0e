/** The clock of the world: what it shows, and the ways to turn it. */

import * as api from "./api.js";
import { icon } from "./icons.js";
import { field, openDialog } from "./dialogs.js";
import * as store from "./store.js";
import { h, toast } from "./ui.js";
import { t } from "./words.js";

const NARROW = matchMedia("(max-width: 999px)");
const TICK_MS = 10_000;
const LONGEST_MOVE_MS = 60_000;

let parts = null;
let received = { now: null, at: 0 };
let isAsked = false;
let wasMoving = false;

/** The clock for the bar; `update()` shows the present state. */
export function buildClock() {
  const button = (action, text, hint, onclick, name) =>
    h(
      "button",
      { type: "button", class: "bar-button", "data-action": action, "data-hint": hint ?? "", title: hint, onclick },
      name ? icon(name) : null,
      h("span", {}, text),
    );
  parts = {
    now: h("strong", { class: "clock-now" }),
    where: h("span", { class: "clock-where" }),
    said: h("span", { class: "hidden", role: "status" }),
    day: button("clock-day", t("clock_day"), t("clock_day_hint"), () => move({ by: "1 hari" })),
    week: button("clock-week", t("clock_week"), t("clock_week_hint"), () => move({ by: "1 minggu" })),
    next: button("clock-next-stage", "", "", () => move({ to: "next_stage" }), "next"),
    set: button("clock-set", t("clock_set"), t("clock_set"), chooseDate, "calendar"),
  };
  parts.set.classList.add("is-short");
  parts.face = h("div", { class: "clock-face" }, parts.now, parts.where);
  parts.moves = h("div", { class: "clock-moves" }, parts.day, parts.week, parts.next, parts.set);
  parts.node = h(
    "section",
    { class: "clock", "aria-label": t("bar_world") },
    parts.face,
    parts.moves,
    parts.said,
  );
  update();
  return parts.node;
}

/** Show what the state says. */
export function update() {
  const clock = store.get().clock;
  if (!parts || !clock) return;
  if (clock.now !== received.now) received = { now: clock.now, at: Date.now() };
  const isMoving = isAsked || Boolean(clock.is_moving);
  parts.now.textContent = NARROW.matches ? shorter(textNow(clock)) : textNow(clock);
  parts.now.title = textNow(clock);
  parts.where.textContent = isMoving
    ? t("clock_moving")
    : [clock.semester, ...(clock.stages ?? [])].filter(Boolean).join(" · ");
  parts.where.title = parts.where.textContent;
  parts.node.classList.toggle("is-moving", isMoving);
  // Still focusable, so that the keyboard does not lose its place while the time passes.
  for (const name of ["day", "week", "next", "set"]) parts[name].setAttribute("aria-disabled", String(isMoving));
  const next = clock.next_stage;
  parts.next.hidden = !next;
  if (next) {
    parts.next.lastChild.textContent = t("clock_next", { name: next.name });
    parts.next.title = t("clock_next_hint", { name: next.name, date: dayText(next.date) });
  }
  if (wasMoving && !isMoving) parts.said.textContent = t("clock_arrived", { now: textNow(clock) });
  if (!wasMoving && isMoving) parts.said.textContent = t("clock_moving");
  wasMoving = isMoving;
}

// The server says how it reads; the minutes that went by since are counted here.
function textNow(clock) {
  const began = new Date(clock.now);
  const minutes = Math.floor((began.getTime() + Date.now() - received.at) / 60_000) - Math.floor(began.getTime() / 60_000);
  if (minutes <= 0) return clock.text;
  return clock.text.replace(/(\d\d)([.:])(\d\d)/, (whole, hours, sign, rest) => {
    const sum = Number(hours) * 60 + Number(rest) + minutes;
    if (sum >= 1440) {
      store.refresh().catch(() => {});
      return whole;
    }
    return `${two(Math.floor(sum / 60))}${sign}${two(sum % 60)}`;
  });
}

/** `Sab, 1 Agustus 2026, 08.00 WIB`. */
const shorter = (text) => text.replace(/^(\p{L}{3})\p{L}*,/u, "$1,").replace(/ \p{L}+ (?=\d\d[.:])/u, ", ");

const two = (number) => String(number).padStart(2, "0");

function dayText(date) {
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
}

async function move(order, dialog) {
  if (isAsked || store.get().clock?.is_moving) return;
  isAsked = true;
  const before = store.get().clock.now;
  update();
  try {
    await api.post("/demo/clock", order);
    dialog?.close();
    await arrival(before);
  } catch (problem) {
    if (dialog) dialog.say(problem.message);
    else toast(t("failed", { reason: problem.message }), undefined, { isError: true });
  } finally {
    isAsked = false;
    update();
  }
}

/** Resolved when the clock stands somewhere else and rests. */
function arrival(before) {
  return new Promise((resolve) => {
    const done = () => {
      end();
      clearTimeout(patience);
      resolve();
    };
    const look = () => {
      const clock = store.get().clock;
      if (clock.now !== before && !clock.is_moving) done();
    };
    const end = store.subscribe(look);
    const patience = setTimeout(done, LONGEST_MOVE_MS);
    look();
  });
}

function chooseDate() {
  if (parts.set.getAttribute("aria-disabled") === "true") return;
  const here = wib(store.get().clock.now);
  openDialog({ name: "clock", title: t("clock_set"), build: (dialog) => dateForm(dialog, here) });
}

// The school is in Jakarta, which has no summer time.
const wib = (iso) => new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString();

function dateForm(dialog, here) {
  const date = h("input", { type: "date", required: true, min: here.slice(0, 10), value: here.slice(0, 10) });
  const time = h("input", { type: "time", required: true, value: here.slice(11, 16) });
  const go = (event) => {
    event.preventDefault();
    const wanted = `${date.value} ${time.value}`;
    if (!date.value || !time.value) dialog.say(t("clock_incomplete"));
    else if (wanted <= here.slice(0, 16).replace("T", " ")) {
      dialog.say(t("clock_backwards", { now: textNow(store.get().clock) }));
    } else move({ to: wanted.replace(":", ".") }, dialog);
  };
  return h(
    "form",
    { class: "stack", novalidate: true, onsubmit: go },
    h("p", {}, t("clock_note")),
    h("div", { class: "entries" }, field(t("clock_date"), date), field(t("clock_time"), time)),
    h("div", { class: "row is-end" }, h("button", { class: "primary", "data-action": "clock-go" }, t("clock_go"))),
  );
}

setInterval(update, TICK_MS);
