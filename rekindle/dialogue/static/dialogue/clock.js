// The time that is left, by the server's clock. At nothing it says so kindly: it never turns red and never ends a turn.
const began = new WeakMap(); // how far this device's clock is from the server's, by the page that told it

function show(ring) {
  if (!began.has(ring)) began.set(ring, Number(ring.dataset.now) - Date.now());
  const left = Math.max(0, Math.round((Number(ring.dataset.ends) - Date.now() - began.get(ring)) / 1000));
  const hours = Math.floor(left / 3600);
  const minutes = String(Math.floor(left / 60) % 60);
  const seconds = String(left % 60).padStart(2, "0");
  ring.querySelector("[data-left]").textContent = hours ? `${hours}:${minutes.padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
  const share = Math.min(100, (100 * left) / Number(ring.dataset.total));
  ring.querySelector(".left")?.setAttribute("stroke-dasharray", `${share} 100`);
  if (left === 0) ended(ring);
}

function ended(ring) {
  if ("over" in ring.dataset) return;
  ring.dataset.over = "";
  if ("again" in ring.dataset) document.dispatchEvent(new Event("part:again"));
  else ring.querySelector(".sub").textContent = "whenever you’re ready";
}

const all = () => document.querySelectorAll("[data-clock]").forEach(show);
all();
setInterval(all, 500);
document.addEventListener("part", all);
