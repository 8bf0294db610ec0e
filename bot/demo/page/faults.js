/** The drawer of faults: what can be broken, what that means, and what came of it. */

import * as api from "./api.js";
import { buildLog } from "./happenings.js";
import { icon } from "./icons.js";
import { KINDS, kindName } from "./kinds.js";
import { buildOldButtons } from "./oldbuttons.js";
import { field, newId, renew, select, panelHead } from "./dialogs.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";

const METHODS = [
  ["", "faults_any"],
  ["sendMessage", "faults_send"],
  ["editMessageText", "faults_edit"],
  ["answerCallbackQuery", "faults_answer"],
  ["sendDocument", "faults_file"],
];
const TURNING = { ending: "product_ending", starting: "product_starting" };
const SAID_MS = 5000;
const NARROW = matchMedia("(max-width: 999px)");

let parts = null;
let opener = null;
let silence;

/** Whether the drawer is open. */
export const isOpen = () => Boolean(parts?.node.open);

/** Open the drawer, or close it. */
export function toggleFaults(event) {
  if (isOpen()) close();
  else open(event?.currentTarget ?? document.activeElement);
}

function open(from, isAsked = true) {
  opener = from;
  const focused = document.activeElement;
  parts ??= build();
  place();
  parts.log.start();
  update();
  if (isAsked) parts.heading.focus();
  else if (!NARROW.matches) focused?.focus();
}

/** On a wide screen beside the phones, on a narrow one over them. */
function place() {
  const aside = document.getElementById("drawer");
  aside.hidden = false;
  if (parts.node.parentNode !== aside) aside.append(parts.node);
  if (parts.node.open) parts.node.close();
  if (NARROW.matches) parts.node.showModal();
  else parts.node.show();
  announce(true);
}

function close() {
  parts.node.close();
}

function closed() {
  if (parts.node.open) return;
  document.getElementById("drawer").hidden = true;
  announce(false);
  if (opener?.isConnected && opener.checkVisibility()) opener.focus();
  else document.querySelector('[data-action="faults"]')?.focus();
}

function announce(isShown) {
  for (const button of document.querySelectorAll('[data-action="faults"]')) {
    button.setAttribute("aria-expanded", String(isShown));
  }
}

NARROW.addEventListener("change", () => isOpen() && place());

/** Build the drawer anew, in another language. */
export function rebuild() {
  if (!parts) return;
  const wasOpen = isOpen();
  parts.node.remove();
  parts = null;
  document.getElementById("drawer").hidden = true;
  if (wasOpen) open(opener, false);
}

function build() {
  const { heading, node: head } = panelHead(t("faults_title"), close, "faults");
  const built = {
    heading,
    status: h("p", { class: "panel-status", role: "status" }),
    product: h("div", { class: "stack" }),
    waiting: h("div", { class: "ordered" }),
    people: h("div", { class: "switches" }),
    old: buildOldButtons(say),
    log: buildLog(),
  };
  const body = h(
    "div",
    { class: "panel-body" },
    h("p", { class: "quiet" }, t("faults_intro")),
    section("faults_product", true, built.product),
    section("faults_next", true, callForm(built), built.waiting),
    section("faults_block", false, h("p", { class: "quiet" }, t("faults_block_note")), built.people),
    section("faults_again", false, order("redeliver", "faults_redeliver", "faults_redeliver_note", redeliver, "again"), built.old.node),
  );
  built.node = h("dialog", { class: "panel drawer", "aria-labelledby": heading.id }, head, body, built.status, built.log.node);
  built.node.addEventListener("close", closed);
  built.node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  return built;
}

function section(key, isOpened, ...children) {
  return h("details", { class: "part", open: isOpened, "data-part": key }, h("summary", {}, h("h3", {}, t(key))), ...children);
}

/** A button and, beneath it, one sentence that says what it means. */
function order(action, label, note, onclick, picture) {
  const about = newId("note");
  return h(
    "div",
    { class: "order" },
    h(
      "button",
      { type: "button", "data-action": action, "data-key": action, "aria-describedby": about, onclick },
      picture ? icon(picture) : null,
      t(label),
    ),
    h("p", { id: about }, t(note)),
  );
}

function callForm(built) {
  built.method = select(METHODS.map(([value, key]) => [value, t(key)]), "", { "data-action": "fault-method" });
  built.times = select([1, 2, 3, 4].map((n) => [String(n), String(n)]), "1", { "data-action": "fault-times" });
  const orders = KINDS.map((kind) => order(`fault-${kind}`, `fault_${kind}`, `fault_${kind}_note`, () => orderFault(kind)));
  return h(
    "div",
    { class: "stack" },
    h("div", { class: "entries" }, field(t("faults_method"), built.method), field(t("faults_times"), built.times)),
    h("p", { class: "quiet" }, t("faults_method_note")),
    ...orders,
  );
}

/** Show what the state says. */
export function update() {
  const { product, faults, people } = store.get();
  if (!isOpen()) return;
  renew(parts.product, product, () => productOrders(product));
  renew(parts.waiting, faults, () => waiting(faults));
  renew(parts.people, people.map((one) => [one.id, one.address, one.role, one.blocked]), () => people.map(blockSwitch));
  parts.old.update();
}

/** How the assistant is, in a few words. */
export function productText({ alive, pending, turning, note }) {
  const state = turning ? t(TURNING[turning]) : alive ? note || t("product_on") : t("product_off");
  return pending > 0 && !alive ? `${state} · ${t("product_waiting", { count: pending })}` : state;
}

/** The class of its lamp. */
export function productKind({ alive, turning, note }) {
  if (turning) return "is-turning";
  return alive ? (note ? "is-doomed" : "is-on") : "is-off";
}

function productOrders(product) {
  return [
    h("p", { class: `lamp ${productKind(product)}` }, productText(product)),
    ...(product.alive
      ? [
          order("product-kill", "product_kill", "product_kill_note", () => steer("kill"), "power"),
          order("product-kill-midway", "product_kill_midway", "product_kill_midway_note", () => steer("kill_midway"), "bolt"),
        ]
      : [order("product-start", "product_start", "product_start_note", () => steer("start"), "power")]),
  ];
}

async function steer(what) {
  if (store.get().product.turning) return;
  if (await tried(api.post("/demo/product", { do: what }))) await store.refresh().catch(() => {});
  parts?.product.querySelector("button")?.focus();
}

async function orderFault(kind) {
  const wish = { kind, times: Number(parts.times.value), ...(parts.method.value ? { method: parts.method.value } : {}) };
  if (await tried(api.post("/demo/fault", wish))) {
    say(t("faults_ordered", { name: t(`fault_${kind}`) }));
    store.refresh().catch(() => {});
  }
}

function waiting(faults) {
  if (faults.length === 0) return [h("p", { class: "quiet" }, t("faults_none"))];
  const cancel = async (path = "") => {
    if (await tried(api.remove(`/demo/faults${path}`))) say(t("faults_cancelled"));
    await store.refresh().catch(() => {});
    if (!parts.node.contains(document.activeElement)) parts.heading.focus();
  };
  return [
    h("h4", {}, t("faults_waiting")),
    h("ul", {}, ...faults.map((fault) => h("li", {}, faultText(fault),
      h("button", { type: "button", class: "icon-button", "data-action": "fault-cancel", "data-key": `cancel-${fault.id}`,
        "aria-label": `${t("faults_cancel_one")}: ${faultText(fault)}`, title: t("faults_cancel_one"), onclick: () => cancel(`/${fault.id}`) }, icon("close"))))),
    h("button", { type: "button", "data-action": "faults-cancel", "data-key": "cancel", onclick: () => cancel() }, t("faults_cancel")),
  ];
}

function faultText({ kind, method, times }) {
  const known = METHODS.find(([name]) => name && name.toLowerCase() === method);
  const where = method ? (known ? t(known[1]) : method) : t("faults_any");
  return `${kindName(kind)} · ${where}${times > 1 ? ` · ${times}×` : ""}`;
}

function blockSwitch({ id, address, role, blocked }) {
  const box = h("input", { type: "checkbox", role: "switch", "data-action": "block", "data-person": id, "data-key": `block-${id}`, checked: blocked });
  box.addEventListener("change", async () => {
    const isDone = await tried(api.act({ do: "block", person: id, blocked: box.checked }));
    if (!isDone) box.checked = !box.checked;
    store.refresh().catch(() => {});
  });
  return h("label", { class: "switch" }, box, h("span", {}, [address, role].filter(Boolean).join(" · ")));
}

async function redeliver() {
  if (await tried(api.post("/demo/redeliver"))) say(t("faults_redelivered"));
}

function say(text) {
  if (!parts) return;
  const { status } = parts;
  status.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (status.textContent = ""), SAID_MS + 40 * text.length);
}

async function tried(promise) {
  try {
    await promise;
    return true;
  } catch (problem) {
    say(t("failed", { reason: problem.message }));
    return false;
  }
}
