// Black or white: what can be read on the shop's colour.

// Relative luminance at which both have the same contrast (WCAG 2): (L + 0.05)² = 1.05 × 0.05.
const MIDDLE = 0.179;

export function readableOn(colour) {
  return luminance(colour) > MIDDLE ? "#000" : "#fff";
}

function luminance(colour) {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// From sRGB to light.
function linear(channel) {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
