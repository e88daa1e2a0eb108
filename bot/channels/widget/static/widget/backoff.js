// How long to wait before trying again: twice as long each time, and never all customers at the same moment.

const FIRST_MS = 1_000;
const LAST_MS = 30_000;

export class Backoff {
  #tries = 0;
  #timer = null;

  // Runs `attempt` later. Only the latest one is waiting.
  later(attempt) {
    clearTimeout(this.#timer);
    const longest = Math.min(FIRST_MS * 2 ** this.#tries, LAST_MS);
    this.#tries += 1;
    this.#timer = setTimeout(attempt, longest * (0.5 + Math.random() / 2));
  }

  reset() {
    clearTimeout(this.#timer);
    this.#tries = 0;
  }
}
