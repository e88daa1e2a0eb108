// Reads the page's changing parts again from the server and puts them in place.

import { patch } from "./patch.js";

// How near to its end, in pixels, the transcript must stand to follow new messages.
const NEAR_THE_END = 48;
// A busy shop has news by the dozen; a page needs them no faster than this.
const GAP_MS = 250;
export const REFRESHED = "desk:refreshed";

let running = null;
let wantedAgain = false;

// The first at once, and one at a time; however many are asked for meanwhile, one more follows.
export function refresh() {
  if (running) {
    wantedAgain = true;
    return running;
  }
  running = readParts().finally(() => setTimeout(() => {
    running = null;
    if (wantedAgain) {
      wantedAgain = false;
      refresh();
    }
  }, GAP_MS));
  return running;
}

async function readParts() {
  const addresses = document.body.dataset.parts.trim().split(/\s+/);
  try {
    const answers = await Promise.all(addresses.map((address) => fetch(address)));
    if (answers.some((answer) => answer.status === 401)) return location.reload();
    const texts = await Promise.all(answers.filter((answer) => answer.ok).map((answer) => answer.text()));
    show(texts);
  } catch {
    // No connection: the page stays as it is, and the next round asks again.
  }
}

function show(texts) {
  const log = document.getElementById("log");
  const follow = log && log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  for (const text of texts) {
    const part = new DOMParser().parseFromString(text, "text/html");
    for (const fresh of [...part.body.children]) {
      const live = document.getElementById(fresh.id);
      if (live) patch(live, document.adoptNode(fresh));
    }
  }
  if (follow) log.scrollTop = log.scrollHeight;
  count();
  document.dispatchEvent(new Event(REFRESHED));
}

function count() {
  const counts = document.getElementById("counts").dataset;
  const [waiting, calling] = [Number(counts.waiting), Number(counts.calling)];
  document.title = `${calling ? `(${calling}) ` : ""}${document.body.dataset.title}`;
  const status = document.getElementById("status");
  const sentence = waiting === 1 ? "1 conversation waits" : `${waiting} conversations wait`;
  if (status.textContent !== sentence) status.textContent = sentence;
}
