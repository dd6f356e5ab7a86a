// The screen does not go dark while two people talk. Where a browser cannot do that, nothing happens.
let lock = null;

async function hold() {
  const over = document.querySelector("[data-part]")?.dataset.turn.includes("ended");
  if (over) return lock?.release();
  if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
  try {
    lock = await navigator.wakeLock?.request("screen");
  } catch {
    lock = null; // low battery, or not allowed: the talk goes on all the same
  }
}

hold();
document.addEventListener("visibilitychange", hold);
document.addEventListener("part", hold);
