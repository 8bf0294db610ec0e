/** Starts the page. */

import * as store from "./store.js";

await store.start();
