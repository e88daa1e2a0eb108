// Pictures and documents in the conversation. The key to them travels in a header, so that no address opens them.

import { element } from "./dom.js";

// As wide as a bubble, also on screens with two pixels for one.
const MAX_PICTURE_PX = 560;

// `read` fetches what is in the file; `alt` is what it is where its sender called it nothing; a picture that is `drawn` takes room.
export function fileNode(file, read, alt, drawn) {
  const name = file.name || alt;
  const node = element("button", { type: "button", class: "file", title: name, onclick: () => save(file, read, name) }, name);
  if (file.type.startsWith("image/")) whenSeen(node, () => draw(node, file, read, name).then(drawn));
  return node;
}

// On a canvas: what a page's policy says about images does not concern it. What cannot be drawn keeps its name.
async function draw(node, file, read, name) {
  try {
    const picture = await createImageBitmap(await read(file.id));
    const scale = Math.min(1, MAX_PICTURE_PX / picture.width);
    const canvas = element("canvas", { role: "img", "aria-label": name, width: picture.width * scale, height: picture.height * scale });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    node.replaceChildren(canvas);
  } catch (error) {
    console.warn("Firstline: a picture is not shown:", error.message);
  }
}

async function save(file, read, name) {
  try {
    const address = URL.createObjectURL(await read(file.id));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 0);
  } catch (error) {
    console.warn("Firstline: a file is not there:", error.message);
  }
}

// Whoever only reads the end of a long talk fetches no pictures of its beginning.
function whenSeen(node, then) {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    then();
  });
  watch.observe(node);
}
