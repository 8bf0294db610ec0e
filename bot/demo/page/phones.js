/** The row of phones: which are there, which are in view, and who is told of what. */

import { drawNames } from "./names.js";
import { Phone } from "./phone.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";

const phones = new Map();
const place = document.getElementById("phones");
const narrow = matchMedia("(max-width: 700px)");
const none = h("p", { class: "no-phones", hidden: true });
let watcher;

/** Show the phones and keep them true. */
export function startPhones() {
  watcher = new IntersectionObserver(seen, { root: place, threshold: [0, 0.5] });
  place.append(none);
  store.subscribe(changed);
  store.on("message", ({ chat_id: id, message }) => {
    phones.get(id)?.arrived(message);
    if (message.from_bot && message.kind !== "service" && !phones.get(id)?.node.contains(document.activeElement)) phones.get(id)?.shine();
  });
  store.on("callback_answer", (event) => event.first !== false && phones.get(event.chat_id)?.answered(event));
  store.on("reveal", (id) => requestAnimationFrame(() => phones.get(id)?.node.scrollIntoView({ inline: "center", block: "nearest" })));
  document.addEventListener("visibilitychange", () => updateSeen());
  narrow.addEventListener("change", () => arrange());
  arrange();
}

function seen(entries) {
  for (const { target, isIntersecting, intersectionRatio } of entries) {
    const phone = phones.get(Number(target.dataset.phone));
    if (!phone) continue;
    const wasNear = phone.isNear;
    phone.isNear = isIntersecting;
    phone.isInView = intersectionRatio >= 0.5;
    if (isIntersecting && !wasNear) store.open(phone.id).catch(() => {});
    if (isIntersecting) phone.update();
  }
}

function updateSeen() {
  for (const phone of phones.values()) if (phone.isNear) phone.update();
}

function changed(state, topics) {
  if (topics.has("language")) rebuild();
  if (["shown", "people", "groups", "language"].some((topic) => topics.has(topic))) arrange();
  const isForAll = ["people", "groups", "product", "links", "shown"].some((topic) => topics.has(topic));
  for (const phone of phones.values()) {
    if (phone.isNear && (isForAll || topics.has(`chat:${phone.id}`))) phone.update();
  }
  drawNames(narrow.matches);
}

function rebuild() {
  for (const phone of phones.values()) watcher.unobserve(phone.node), phone.node.remove();
  phones.clear();
  place.setAttribute("aria-label", t("phones"));
  none.textContent = t("no_phones");
}

function arrange() {
  const { shown, active } = store.get();
  for (const [id, phone] of phones) {
    if (shown.includes(id)) continue;
    watcher.unobserve(phone.node);
    phone.node.remove();
    phones.delete(id);
  }
  shown.forEach((id, at) => {
    if (!store.owner(id)) return;
    if (!phones.has(id)) {
      const phone = new Phone(id);
      phones.set(id, phone);
      watcher.observe(phone.node);
    }
    const { node } = phones.get(id);
    const isAway = narrow.matches && id !== active;
    if (node.hidden !== isAway) node.hidden = isAway;
    const before = place.querySelectorAll(":scope > .phone")[at];
    if (before !== node) place.insertBefore(node, before ?? null);
  });
  none.hidden = shown.length > 0;
  drawNames(narrow.matches);
}
