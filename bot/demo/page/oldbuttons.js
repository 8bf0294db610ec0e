/** The buttons that the messages of a chat once had, and how to press them. */

import * as api from "./api.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";
import { field, renew, select } from "./dialogs.js";

const MOST_SHOWN = 12;
const SOON_MS = 250;

/** The chooser and its list; `update()` when people or chats have changed. */
export function buildOldButtons(say) {
  const chooser = select([], undefined, { "data-action": "old-chat" });
  const list = h("div", { class: "old-buttons" });
  let soon = null;

  async function fetchList() {
    soon = null;
    const chat = Number(chooser.value);
    if (!chat || !list.isConnected) return;
    const { buttons } = await api.get(`/demo/chats/${chat}/old_buttons`).catch(() => ({ buttons: [] }));
    if (Number(chooser.value) === chat) renew(list, [chat, buttons, document.documentElement.lang], () => rows(chat, buttons));
  }

  function fetchSoon() {
    if (list.isConnected) soon ??= setTimeout(fetchList, SOON_MS);
  }

  async function press(chat, { message, data }) {
    const group = store.get().groups.find((one) => one.id === chat);
    try {
      await api.act({ do: "press", person: group ? group.members[0] : chat, chat, message, data });
    } catch (problem) {
      say(t("failed", { reason: problem.message }));
    }
  }

  function rows(chat, buttons) {
    if (buttons.length === 0) return [h("p", { class: "quiet" }, t("faults_old_none"))];
    const shown = buttons.slice(0, MOST_SHOWN).map((old) => {
      const where = t("faults_old_on", { number: old.message });
      return h(
        "button",
        {
          type: "button",
          "data-action": "press-old",
          "data-key": `${old.message} ${old.data}`,
          "aria-label": `${t("faults_old_press", { label: old.label })}, ${where}`,
          onclick: () => press(chat, old),
        },
        h("span", {}, old.label),
        h("small", {}, where),
      );
    });
    const rest = buttons.length - shown.length;
    return [...shown, rest > 0 ? h("p", { class: "quiet" }, t("faults_old_more", { count: rest })) : ""];
  }

  function update() {
    const { people, groups } = store.get();
    const chats = [...people.map((one) => [one.id, one.address]), ...groups.map((one) => [one.id, one.title])];
    const chosen = chooser.value || String(store.get().active ?? chats[0]?.[0] ?? "");
    const isNew = renew(chooser, chats, () => chats.map(([value, label]) => h("option", { value }, label)));
    if (isNew) chooser.value = chosen;
    fetchSoon();
  }

  chooser.addEventListener("change", fetchList);
  for (const type of ["edit", "message", "delete"]) {
    store.on(type, (event) => String(event.chat_id) === chooser.value && fetchSoon());
  }
  const node = h(
    "div",
    { class: "stack" },
    h("h4", {}, t("faults_old")),
    h("p", { class: "quiet" }, t("faults_old_note")),
    field(t("faults_old_chat"), chooser),
    list,
  );
  return { node, update };
}
