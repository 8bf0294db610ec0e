/** Talks to the server of this page; every call names the page's language, so that refusals can be read. */

let language = "id";

/** A refusal of the server, or that it cannot be reached (`status` 0). */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Set the language in which the server answers. */
export function speak(code) {
  language = code;
}

/** `path` with the language and further query values. */
export function address(path, query = {}) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries({ language, ...query })) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url.pathname + url.search;
}

async function call(method, path, body, query) {
  const isForm = body instanceof FormData;
  let response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers: body === undefined || isForm ? {} : { "Content-Type": "application/json" },
      body: body === undefined || isForm ? body : JSON.stringify(body),
    });
  } catch (problem) {
    throw new ApiError(String(problem.message ?? problem), 0);
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    if (response.ok) throw new ApiError(text.slice(0, 200), response.status);
  }
  if (!response.ok) throw new ApiError(answer.error ?? `${response.status} ${response.statusText}`, response.status);
  return answer;
}

/** GET a JSON document. */
export const get = (path, query) => call("GET", path, undefined, query);

/** POST JSON (or a FormData) and give the JSON answer. */
export const post = (path, body = {}) => call("POST", path, body);

/** DELETE. */
export const remove = (path) => call("DELETE", path);

/** What a person does: `{do: "write" | "press" | "open" | "kind" | "block", person, ...}`. */
export const act = (deed) => post("/demo/act", deed);

/** Send a file of this computer: `as` is `document` or `photo`; those that go together name one `album`. */
export function upload({ person, chat, as, caption, file, album }) {
  const form = new FormData();
  form.append("person", person);
  form.append("chat", chat);
  form.append("as", as);
  form.append("caption", caption ?? "");
  form.append("album", album ?? "");
  form.append("file", file, file.name);
  return post("/demo/upload", form);
}
