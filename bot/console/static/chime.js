// Short sounds, made as they are played: a rising one for who waits, one note for who writes, a falling one for who waits too long.

const NOTES = { waiting: [660, 880], written: [784], given: [784, 988], unanswered: [880, 660, 523] };
const NOTE_SECONDS = 0.16;
const FADE_SECONDS = 0.35;
const LOUDNESS = 0.15;
// A browser that does not let the page sound yet must not sound later, when the call is long over.
const START_MS = 300;

let context = null;

// Browsers let a page sound once it was touched.
export function wakeOnTouch() {
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => sounding().resume(), { once: true });
  }
}

export async function chime(call) {
  const device = sounding();
  if (device.state !== "running") await Promise.race([device.resume(), new Promise((resolve) => setTimeout(resolve, START_MS))]);
  if (device.state !== "running") return;
  NOTES[call].forEach((pitch, place) => play(device, pitch, device.currentTime + place * NOTE_SECONDS));
}

function sounding() {
  context ??= new AudioContext();
  return context;
}

function play(device, pitch, start) {
  const tone = new OscillatorNode(device, { type: "sine", frequency: pitch });
  const volume = new GainNode(device, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + FADE_SECONDS);
  tone.connect(volume).connect(device.destination);
  tone.start(start);
  tone.stop(start + FADE_SECONDS);
}
