/** The events of the server over one WebSocket that comes back by itself. */

import { address } from "./api.js";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;

/** Follow the events: `after()` gives the last known number, `events`, `reset`, `refresh`, `status` are told. */
export function follow({ after, events, reset, refresh, status }) {
  let wait = FIRST_WAIT_MS;

  function connect() {
    const url = new URL(address("/demo/live", { after: after() }), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const live = new WebSocket(url);
    live.addEventListener("open", () => {
      wait = FIRST_WAIT_MS;
      status("live");
    });
    live.addEventListener("message", ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.reset) reset(frame.seq).catch(() => live.close());
      else if (frame.events) events(frame.events);
    });
    live.addEventListener("close", again);
  }

  async function again() {
    status("lost");
    await new Promise((done) => setTimeout(done, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    try {
      // Tells whether it is still the same world before its events are followed again.
      await refresh();
    } catch {
      again();
      return;
    }
    connect();
  }

  connect();
}
