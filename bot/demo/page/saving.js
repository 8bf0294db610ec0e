/** Saves what was played as a transcript, which runs as a test. */

import { address } from "./api.js";
import { icon } from "./icons.js";
import * as store from "./store.js";
import { h, toast } from "./ui.js";
import { t } from "./words.js";

let button = null;
let isBusy = false;

/** The button that saves, with the number of steps so far. */
export function buildSaving() {
  button = h(
    "button",
    { type: "button", class: "bar-button", "data-action": "save", onclick: save },
    icon("save"),
    h("span", {}, t("tool_save")),
    h("span", { class: "badge is-calm" }),
  );
  update();
  return button;
}

/** Show how much there is to save. */
export function update() {
  if (!button) return;
  const count = store.get().turns;
  button.lastChild.textContent = String(count);
  button.lastChild.hidden = !count;
  button.title = t("tool_save_hint", { count });
  button.setAttribute("aria-label", `${t("tool_save")} ${count}: ${button.title}`);
}

async function save() {
  if (isBusy) return;
  isBusy = true;
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address("/demo/transcript"));
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? answer.statusText);
    const name = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
    const url = URL.createObjectURL(await answer.blob());
    h("a", { href: url, download: name ?? "percakapan.txt" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    toast(t("tool_saved", { count: store.get().turns }));
  } catch (problem) {
    toast(t("failed", { reason: problem.message }), undefined, { isError: true });
  } finally {
    isBusy = false;
    button.removeAttribute("aria-busy");
  }
}
