// The socket: what others say, as they say it. It comes back by itself, and asks for what was missed by the last message seen.

import { Backoff } from "./backoff.js";

const WRONG_TOKEN = 4401;

export class Live {
  #address;
  #hello;
  #on;
  #socket = null;
  #stopped = false;
  #backoff = new Backoff();

  // `hello` makes the first frame; `on` has news(event), down() and refused().
  constructor(address, hello, on) {
    this.#address = address;
    this.#hello = hello;
    this.#on = on;
    this.#connect();
  }

  // What is worth nothing later; returns whether it was told: not while the socket is down.
  tell(frame) {
    const isOpen = this.#socket?.readyState === WebSocket.OPEN;
    if (isOpen) this.#socket.send(JSON.stringify(frame));
    return isOpen;
  }

  // The network is back, or the page is looked at again: wait no longer.
  hurry() {
    this.#backoff.reset();
    this.#connect();
  }

  // Give up a connection that cannot be alive: a browser may notice only after minutes.
  drop() {
    const socket = this.#socket;
    this.#lost(socket);
    socket?.close();
  }

  stop() {
    this.#stopped = true;
    this.#backoff.reset();
    this.#socket?.close();
  }

  #connect() {
    if (this.#stopped || this.#socket) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.#hello()));
    socket.onmessage = ({ data }) => this.#hear(socket, data);
    socket.onclose = ({ code }) => (code === WRONG_TOKEN ? this.#refused() : this.#lost(socket));
  }

  #hear(socket, data) {
    if (this.#stopped || socket !== this.#socket) return;
    this.#backoff.reset();
    this.#on.news(JSON.parse(data));
  }

  #refused() {
    if (this.#stopped) return;
    this.stop();
    this.#on.refused();
  }

  #lost(socket) {
    if (this.#stopped || socket !== this.#socket) return;
    this.#socket = null;
    this.#backoff.later(() => this.#connect());
    this.#on.down();
  }
}
