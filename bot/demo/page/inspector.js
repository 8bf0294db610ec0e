/** Shows the calls of the Bot API behind a message, and what the assistant has stored about a chat. */

import * as api from "./api.js";
import { icon } from "./icons.js";
import { kindName } from "./kinds.js";
import { copy, openDialog } from "./dialogs.js";
import * as store from "./store.js";
import { tree } from "./tree.js";
import { h } from "./ui.js";
import { t } from "./words.js";

/** Show the calls that made a message. */
export function inspectMessage({ chat, message }) {
  inspect(t("inspector_message"), `/demo/inspect/message/${chat}/${message}`, ({ calls }) =>
    calls.length === 0
      ? [h("p", {}, t("inspect_no_calls"))]
      : [h("p", { class: "quiet" }, t("inspect_calls", { count: calls.length })), ...calls.toReversed().map(callPart)],
  );
}

/** Show one call by its number. */
export function inspectCall(id) {
  inspect(t("inspect_call"), `/control/calls/${id}`, (call) => [callPart(call, 0)]);
}

/** Show where a chat stands, who it is, and their plans. */
export function inspectChat({ chat }) {
  const one = store.owner(Number(chat));
  const name = one ? (one.address ?? one.title) : String(chat);
  inspect(`${t("inspector_chat")}: ${name}`, `/demo/inspect/chat/${chat}`, (found) => [
    storedPart("inspect_session", found.session),
    storedPart("inspect_person", found.person),
    storedPart("inspect_plans", found.plans),
    storedPart("inspect_outbox", found.outbox),
  ]);
}

function inspect(title, path, build) {
  const place = h("div", { class: "stack" }, h("p", { role: "status" }, t("inspect_loading")));
  const opened = openDialog({
    name: "inspector",
    title,
    isWide: true,
    build: (dialog) => {
      api.get(path).then(
        (found) => place.replaceChildren(...build(found), h("div", { class: "row is-end" }, copyButton(found, dialog))),
        (problem) => place.replaceChildren(h("p", { role: "alert" }, t("failed", { reason: problem.message }))),
      );
      return place;
    },
  });
  return opened;
}

function copyButton(value, dialog) {
  const onclick = async () => dialog.say((await copy(JSON.stringify(value, null, 2))) ? t("copied") : t("failed", { reason: "" }));
  return h("button", { type: "button", "data-action": "inspect-copy", onclick }, icon("copy"), t("inspect_copy"));
}

function callPart(call, place) {
  const marks = [outcome(call)];
  if (call.fault) marks.push(h("span", { class: "chip is-bad" }, t("inspect_fault", { name: kindName(call.fault) })));
  if (call.ms !== undefined) marks.push(h("span", { class: "chip" }, t("inspect_ms", { count: call.ms })));
  const when = new Date(call.time * 1000).toLocaleTimeString(document.documentElement.lang);
  return h(
    "details",
    { class: "part call", open: place === 0 },
    h("summary", {}, h("h3", {}, call.method), ...marks, h("small", {}, `#${call.id} · ${when}`)),
    h("h4", {}, t("inspect_parameters")),
    tree(call.params, 2),
    h("h4", {}, call.ok === false ? t("inspect_answer") : t("inspect_result")),
    call.ok === false
      ? h("p", { class: "refusal" }, h("code", {}, `${call.error_code} ${call.description}`))
      : tree(call.result ?? null, 1),
  );
}

function outcome({ ok, error_code: code }) {
  if (ok === true) return h("span", { class: "chip is-good" }, t("inspect_ok"));
  if (ok === false) return h("span", { class: "chip is-bad" }, t("inspect_refused", { code }));
  return h("span", { class: "chip is-bad" }, t("inspect_no_answer"));
}

function storedPart(key, value) {
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  return h(
    "details",
    { class: "part", open: !isEmpty },
    h("summary", {}, h("h3", {}, t(key)), isEmpty ? h("small", {}, t("inspect_nothing")) : null),
    isEmpty ? null : tree(value, 3),
  );
}
