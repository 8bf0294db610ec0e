/** The texts of the page, from the catalogues of the server; dates and sizes in the page's language. */

import { get } from "./api.js";

let texts = {};
let locale = "id";

/** Fetch all texts in a language. */
export async function load(language) {
  texts = await get("/demo/words", { language });
  locale = language === "en" ? "en-GB" : "id-ID";
  document.documentElement.lang = language;
}

/** A text by key with `{name}` filled in; an unknown key shows itself. */
export function t(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A number as people of this language write it. */
export const number = (value) => new Intl.NumberFormat(locale).format(value);

/** `12,3 kB`. */
export function size(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}

// The made-up school is in Jakarta, wherever the reader of this page is.
const ZONE = "Asia/Jakarta";
const ZONE_SECONDS = 7 * 3600;
const formats = new Map();
const days = new Map();

function format(name, options) {
  const key = `${locale} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }));
  return formats.get(key);
}

/** The time of day of a Unix time. */
export const time = (seconds) =>
  format("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);

/** The day of a Unix time, for date separators; a log asks for it with every message. */
export function day(seconds) {
  const key = `${locale} ${Math.floor((seconds + ZONE_SECONDS) / 86_400)}`;
  if (!days.has(key)) {
    days.set(key, format("day", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(seconds * 1000));
  }
  return days.get(key);
}
