// An earlier conversation is read when somebody opens it.

export function startEarlier() {
  document.addEventListener("toggle", async ({ target }) => {
    const address = target.dataset?.part;
    if (!address || !target.open || target.dataset.read) return;
    target.dataset.read = "yes";
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      target.querySelector(".past").append(...[...part.body.children].map((child) => document.adoptNode(child)));
    } catch {
      // No connection: it is read when it is opened again.
      delete target.dataset.read;
    }
  }, true);
}
