// The exchange with others: started by a request that may take minutes, and told about while it goes on.

import { ask } from "./dom.js";

const EVERY = 700; // milliseconds between two questions of how far it is

/** Exchange; `tell(words)` hears what goes on. Return the desk's answer. Throws Refused with words for the reader. */
export async function exchange(body, tell) {
  let done = false;
  const timer = setInterval(async () => {
    const { doing } = await ask("trao-doi").catch(() => ({}));
    if (doing && !done) tell(doing);
  }, EVERY);
  try {
    return await ask("trao-doi", { method: "POST", body });
  } finally {
    done = true;
    clearInterval(timer);
  }
}
