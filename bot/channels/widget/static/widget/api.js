// The customer API over HTTP. Whatever is worth sending again is an Unreachable; everything else is a Refused.

const LIMIT_MS = 20_000;
// On a slow telephone 10 MB take their time.
const FILE_LIMIT_MS = 120_000;
const MAX_NAME_CHARS = 100;

export class Unreachable extends Error {}

export class Refused extends Error {
  constructor(status) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

export class Api {
  // `server` is the folder of firstline.js.
  constructor(server) {
    this.server = server;
  }

  texts(language) {
    const query = language ? `?${new URLSearchParams({ language })}` : "";
    return this.#ask(`api/widget/texts${query}`);
  }

  open(language, customerJwt) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const wish = { language: language || null, time_zone: timeZone || null, customer_jwt: customerJwt || null };
    return this.#ask("api/conversations", { body: wish });
  }

  signIn(conversation, customerJwt) {
    return this.#ask(`${pathOf(conversation)}/customer`, { token: conversation.token, body: { customer_jwt: customerJwt } });
  }

  signOut(conversation, customerJwt) {
    const ended = { conversation_id: conversation?.id ?? null, customer_jwt: customerJwt ?? null };
    return this.#ask("api/sign-out", { token: conversation?.token, body: ended, isLast: true });
  }

  leaveEmail(conversation, email) {
    return this.#ask(`${pathOf(conversation)}/email`, { token: conversation.token, body: { email } });
  }

  send(conversation, message) {
    return this.#ask(`${pathOf(conversation)}/messages`, { token: conversation.token, body: message });
  }

  read(conversation, after) {
    const query = after ? `?${new URLSearchParams({ after })}` : "";
    return this.#ask(`${pathOf(conversation)}/messages${query}`, { token: conversation.token });
  }

  sendFile(conversation, clientId, file) {
    const query = new URLSearchParams({ client_id: clientId, name: file.name.slice(0, MAX_NAME_CHARS) });
    return this.#ask(`${pathOf(conversation)}/files?${query}`, { token: conversation.token, file });
  }

  readFile(conversation, id) {
    return this.#ask(`${pathOf(conversation)}/files/${encodeURIComponent(id)}`, { token: conversation.token, as: "blob" });
  }

  liveAddress(conversation) {
    const address = new URL(`${pathOf(conversation)}/live`, this.server);
    address.protocol = address.protocol.replace("http", "ws");
    return address.href;
  }

  // The last request of a page outlives it.
  async #ask(path, { token, body, file, as = "json", isLast = false } = {}) {
    const headers = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    if (file) headers["Content-Type"] = "application/octet-stream";
    const response = await reach(new URL(path, this.server), {
      method: body || file ? "POST" : "GET",
      headers,
      body: file ?? (body && JSON.stringify(body)),
      signal: AbortSignal.timeout(file || as === "blob" ? FILE_LIMIT_MS : LIMIT_MS),
      credentials: "omit",
      keepalive: isLast,
      cache: token ? "no-store" : "default",
    });
    if (response.status === 429 || response.status >= 500) throw new Unreachable(`the server answered ${response.status}`);
    if (!response.ok) throw new Refused(response.status);
    if (response.status === 204) return null;
    try {
      return await response[as]();
    } catch (error) {
      throw new Unreachable("the answer was cut off", { cause: error });
    }
  }
}

export async function fetchText(address) {
  const response = await reach(address);
  if (!response.ok) throw new Unreachable(`the server answered ${response.status}`);
  return response.text();
}

async function reach(address, request) {
  try {
    return await fetch(address, request);
  } catch (error) {
    throw new Unreachable("the server cannot be reached", { cause: error });
  }
}

function pathOf(conversation) {
  return `api/conversations/${encodeURIComponent(conversation.id)}`;
}
