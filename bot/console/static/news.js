// Tells when something changed: over a socket, and by the clock while there is none.

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30000;
// Waiting times grow on the page even when nothing else happens.
const ROUND_MS = 30000;
const ROUND_WITHOUT_SOCKET_MS = 5000;
const NOT_ALLOWED = 1008;

// Returns what says something to the server, and whether it was said: not while there is no socket.
export function listenForNews(tell, onTyping) {
  let retry = FIRST_RETRY_MS;
  let socket = null;
  let last = Date.now();

  const changed = () => {
    last = Date.now();
    tell();
  };

  const connect = () => {
    const address = new URL("/console/live", location.href);
    address.searchParams.set("conversation", document.getElementById("main")?.dataset.conversation ?? "");
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      retry = FIRST_RETRY_MS;
      document.body.dataset.live = "yes";
    });
    socket.addEventListener("message", ({ data }) => (JSON.parse(data).type === "typing" ? onTyping() : changed()));
    socket.addEventListener("close", ({ code }) => {
      document.body.dataset.live = "no";
      // The session has ended; reading the page leads to the sign-in.
      if (code === NOT_ALLOWED) changed();
      // Not all pages at once, when the server comes back.
      setTimeout(connect, retry * (0.5 + Math.random()));
      retry = Math.min(retry * 2, LAST_RETRY_MS);
    });
  };

  setInterval(() => {
    const round = socket.readyState === WebSocket.OPEN ? ROUND_MS : ROUND_WITHOUT_SOCKET_MS;
    if (Date.now() - last >= round) changed();
  }, 1000);
  connect();
  return (frame) => {
    const isOpen = socket.readyState === WebSocket.OPEN;
    if (isOpen) socket.send(JSON.stringify(frame));
    return isOpen;
  };
}
