// Puts the chat on the page:  <script src="https://support.example/firstline.js" async></script>
// Its data-* attributes are handed to <firstline-chat>, which may also be written into the page by hand.
(() => {
  // A module script is not "current"; it is found by its address.
  const script = document.currentScript ?? document.querySelector('script[src*="/firstline.js"]');

  function place() {
    if (document.querySelector("firstline-chat")) return;
    const chat = document.createElement("firstline-chat");
    Object.assign(chat.dataset, script.dataset);
    document.body.append(chat);
  }

  import(new URL("widget/chat.js", script.src)).then(() => {
    if (document.body) place();
    else document.addEventListener("DOMContentLoaded", place, { once: true });
  });
})();
