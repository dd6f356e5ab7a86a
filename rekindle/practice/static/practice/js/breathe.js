// A quiet timer: it counts only while the person wants it to, makes no sound, and at the end it merely says so.
import { say } from "../../web/js/say.js";

const clock = (left) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;

for (const box of document.querySelectorAll("[data-breathe]")) {
  const button = box.querySelector("button");
  const words = box.querySelector(".left");
  let left = Number(box.dataset.breathe) * 1000;
  let since = null;
  let ticking = null;

  const rest = () => Math.max(0, since === null ? left : left - (performance.now() - since));

  function draw() {
    const seconds = Math.ceil(rest() / 1000);
    words.textContent = seconds ? clock(seconds) : "That was it. Stay as long as you like.";
    if (!seconds) stop("That was it.", true);
  }

  function stop(told, over) {
    left = rest();
    since = null;
    clearInterval(ticking);
    delete box.dataset.going;
    button.textContent = over ? "Once more" : "Go on";
    if (over) left = Number(box.dataset.breathe) * 1000;
    say(told);
  }

  function start() {
    since = performance.now();
    box.dataset.going = "";
    button.textContent = "Pause";
    say("Started. Breathe in slowly, and out a little longer.");
    ticking = setInterval(draw, 1000);
    draw();
  }

  button.hidden = false;
  button.addEventListener("click", () => (since === null ? start() : stop("Paused.", false)));
}
