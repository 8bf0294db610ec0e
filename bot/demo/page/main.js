/** Starts the page. */

import { startPhones } from "./phones.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";

const WAIT_MS = 500;

/** The made-up school may still be on its way when the page is opened. */
async function begin() {
  const waiting = h("div", { class: "waiting", role: "status" }, h("span", { class: "spinner" }));
  document.getElementById("phones").append(waiting);
  for (;;) {
    try {
      await store.start();
      break;
    } catch (problem) {
      waiting.replaceChildren(h("span", { class: "spinner" }), problem.status ? problem.message : "");
      await new Promise((done) => setTimeout(done, WAIT_MS));
    }
  }
  waiting.remove();
}

await begin();
startPhones();

const lost = h("div", { class: "lost", role: "status", hidden: true });
document.body.append(lost);
let announcing = null;
store.subscribe((state, topics) => {
  if (topics.has("language")) document.title = t("title");
  if (!topics.has("connection")) return;
  clearTimeout(announcing);
  // A blink of the line is nobody's business.
  if (state.connection === "lost") announcing = setTimeout(() => {
    lost.textContent = t("lost");
    lost.hidden = false;
  }, 700);
  else lost.hidden = true;
});
document.title = t("title");
