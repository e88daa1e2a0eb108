// Calls an agent who looks elsewhere, once for each of the server's alerts, however many pages are open.

import { REFRESHED } from "./refresh.js";
import { chime, wakeOnTouch } from "./chime.js";

// Of this browser, so that one of its pages calls for all; the newest are remembered.
const REMEMBERED = 300;
// A page that somebody looks at is first: what it shows needs no call from those behind it.
const BEHIND_MS = 1000;

const list = () => document.getElementById("alerts");
const isLookedAt = () => !document.hidden && document.hasFocus();

export function startAlerts() {
  wakeOnTouch();
  startChoice();
  document.addEventListener(REFRESHED, () => list().children.length && look());
  look();
}

async function look() {
  const here = [...list().children];
  if (!isLookedAt()) await new Promise((resolve) => setTimeout(resolve, BEHIND_MS));
  const fresh = await once(() => remember(here));
  const calling = fresh.filter((alert) => !isLookedAt() || alert.dataset.conversation !== openConversation());
  if (!calling.length) return;
  if (list().dataset.sound === "yes") chime(calling[0].dataset.call);
  if (list().dataset.notifications === "yes" && !isLookedAt()) calling.forEach(notify);
}

const openConversation = () => document.getElementById("main")?.dataset.conversation;

// Those that no page has called for; from here on this one has. At the first look of all nobody is called.
function remember(alerts) {
  const key = `alerts:${list().dataset.agent}`;
  const stored = localStorage.getItem(key);
  const known = new Set(JSON.parse(stored) ?? []);
  const fresh = alerts.filter((alert) => !known.has(alert.dataset.key));
  for (const alert of fresh) known.add(alert.dataset.key);
  localStorage.setItem(key, JSON.stringify([...known].slice(-REMEMBERED)));
  return stored === null ? [] : fresh;
}

// One page at a time, where the browser can tell.
function once(act) {
  return navigator.locks ? navigator.locks.request("alerts", act) : act();
}

function notify({ dataset, textContent }) {
  if (window.Notification?.permission !== "granted") return;
  try {
    const notification = new Notification(dataset.title, { body: textContent.trim(), tag: dataset.conversation, icon: "/console/static/icon.svg" });
    notification.onclick = () => {
      window.focus();
      location.href = `/console/conversations/${dataset.conversation}`;
    };
  } catch {
    // Phones' browsers show notifications of installed pages only; the sound calls there.
  }
}

// The choice on the agent's own page: the browser asks for leave when it is clicked, and never by itself.
function startChoice() {
  const form = document.getElementById("alerts-form");
  if (!form) return;
  const { sound, notifications } = form.elements;
  notifications.addEventListener("change", async () => {
    const isRefused = notifications.checked && (await window.Notification?.requestPermission()) !== "granted";
    if (isRefused) notifications.checked = false;
    document.getElementById("notifications-refused").hidden = !isRefused;
  });
  document.getElementById("try-alert").addEventListener("click", () => {
    if (sound.checked) chime("waiting");
    if (notifications.checked) notify({ dataset: { title: "This is how you are called", conversation: "" }, textContent: "" });
  });
}
