// A soft sound, or a short tremble in the hand, when a turn ends. It can be switched off, on this device.
const KEY = "talk-quiet";
const button = document.querySelector("[data-quiet]");
let sound = null;
let turn = document.querySelector("[data-part]")?.dataset.turn;

function store(work) {
  try {
    return work(localStorage);
  } catch {
    return null; // switched off: then it makes its sign
  }
}

const quiet = () => store((box) => box.getItem(KEY)) === "yes";

function tell() {
  if (!button) return;
  button.hidden = false;
  button.textContent = `Soft sign at the end of a turn: ${quiet() ? "off" : "on"}`;
}

// A browser lets a page be heard only after it was touched.
function wake() {
  if (!quiet()) sound ??= new (window.AudioContext ?? window.webkitAudioContext)();
}

function play() {
  navigator.vibrate?.(80);
  if (sound?.state !== "running") return;
  const [tone, gain] = [sound.createOscillator(), sound.createGain()];
  tone.frequency.value = 392;
  gain.gain.setValueAtTime(0.0001, sound.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.08, sound.currentTime + 0.05);
  gain.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 1.2);
  tone.connect(gain).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 1.3);
}

button?.addEventListener("click", () => {
  store((box) => (quiet() ? box.removeItem(KEY) : box.setItem(KEY, "yes")));
  tell();
});
document.addEventListener("pointerdown", wake, { once: true });
document.addEventListener("part", () => {
  const now = document.querySelector("[data-part]")?.dataset.turn;
  if (now !== turn && !quiet()) play();
  turn = now;
});
tell();
