// Quick exit: an empty page first, then away, leaving nothing to come back to.
import { say } from "./say.js";

const link = document.querySelector("[data-exit]");
const PRESSES = 3;
const WITHIN = 5000;
let left = false;
let presses = [];
let alone = false;

function exit() {
  left = true;
  const away = link.href;
  document.title = "";
  document.documentElement.replaceChildren();
  try {
    sessionStorage.clear();
  } catch {
    // Storage may be switched off; then nothing was kept either.
  }
  location.replace(away);
}

function pressed(event) {
  // A capital letter is Shift with another key; only Shift by itself counts.
  if (event.type === "keydown") {
    alone = event.key === "Shift" && (alone || !event.repeat);
    if (!alone) presses = [];
    return;
  }
  if (event.key !== "Shift" || !alone) return;
  alone = false;
  presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  const more = PRESSES - presses.length;
  if (more <= 0) exit();
  else say(`Quick exit: press Shift ${more === 1 ? "one more time" : "two more times"}.`);
}

if (link) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-exit]")) return;
    event.preventDefault();
    exit();
  });
  document.addEventListener("keydown", pressed);
  document.addEventListener("keyup", pressed);
  // Back may revive the page as it was in memory.
  addEventListener("pageshow", (event) => {
    if (event.persisted && left) location.replace(link.href);
  });
}
