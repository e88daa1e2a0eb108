// Each side sees that the other one types, while it does.

import { REFRESHED } from "./refresh.js";

// How often the customer's page is told, at most.
const GAP_MS = 3000;
const LASTS_MS = 6000;

let ends = null;
let said = 0;

export function customerTypes() {
  const sign = document.getElementById("typing");
  said = messages();
  sign.hidden = false;
  clearTimeout(ends);
  ends = setTimeout(hide, LASTS_MS);
}

// `say` tells the server. A private note is nobody's business, and a slash only looks for a canned reply.
export function startTyping(say) {
  const form = document.getElementById("composer");
  if (!form) return;
  const { text, kind } = form.elements;
  let toldAt = 0;
  text.addEventListener("input", () => {
    const isReply = kind.value === "reply" && text.value.trim() && !text.value.startsWith("/");
    if (!isReply || Date.now() - toldAt < GAP_MS) return;
    if (say({ type: "typing" })) toldAt = Date.now();
  });
  form.addEventListener("submit", () => { toldAt = 0; });
  document.addEventListener(REFRESHED, () => messages() !== said && hide());
}

const messages = () => document.querySelectorAll("#messages .from-customer").length;

function hide() {
  document.getElementById("typing").hidden = true;
}
