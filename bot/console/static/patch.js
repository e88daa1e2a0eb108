// Brings an element up to date with a fresh copy from the server, touching only what differs:
// focus, scroll, selection and opened details stay.

export function patch(live, fresh) {
  const focused = live.contains(document.activeElement) ? document.activeElement : null;
  const fallback = focused && neighbour(focused);
  update(live, fresh);
  if (focused && document.activeElement !== focused) {
    (document.getElementById(focused.id) ?? document.getElementById(fallback))?.focus({ preventScroll: true });
  }
}

function update(live, fresh) {
  // Filled by the page itself.
  if ("kept" in live.dataset) return;
  keepOpened(live, fresh);
  // What somebody has opened to write in is theirs until they close it.
  if (live.isEqualNode(fresh) || live.matches("[popover]:popover-open, [data-open=yes]")) return;
  if (!("keyed" in live.dataset)) return live.replaceWith(fresh);
  for (const { name, value } of fresh.attributes) live.setAttribute(name, value);
  updateChildren(live, fresh);
}

// The children carry ids; those that both copies have stay in the page.
function updateChildren(live, fresh) {
  const wanted = new Set([...fresh.children].map((child) => child.id));
  for (const child of [...live.children]) if (!wanted.has(child.id)) child.remove();
  const known = new Map([...live.children].map((child) => [child.id, child]));
  let place = live.firstElementChild;
  for (const child of [...fresh.children]) {
    const kept = known.get(child.id);
    if (kept !== place || !kept) live.insertBefore(kept ?? child, place);
    else place = place.nextElementSibling;
    if (kept) update(kept, child);
  }
}

function keepOpened(live, fresh) {
  for (const details of fresh.querySelectorAll("details[id]")) {
    const shown = live.querySelector(`#${CSS.escape(details.id)}`);
    if (shown) details.open = shown.open;
  }
}

// Where focus goes when its row leaves the list: to the next row, or the one before.
function neighbour(element) {
  const row = element.closest("[data-keyed] > *");
  const other = row?.nextElementSibling ?? row?.previousElementSibling;
  return other?.querySelector("a[id]")?.id;
}
