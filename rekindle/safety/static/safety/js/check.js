// The private check. Answers are held in this closure until the last page, and go nowhere: the two requests below carry none.
import { first, lines } from "./lines.js";
import { outcome } from "./outcome.js";

const box = document.querySelector("[data-check]");
const screens = [...box.querySelectorAll("[data-screen]")];
const named = (name) => screens.find((screen) => screen.dataset.screen === name);
const asked = screens.filter((screen) => screen.dataset.screen === "question");
const questions = asked.map(({ dataset }) => ({ key: dataset.key, group: dataset.group, wanted: dataset.wanted }));
const back = document.querySelector("[data-back]");
const answers = new Map();
let now = named("alone");

function show(screen) {
  now.hidden = true;
  now = screen;
  now.hidden = false;
  back.hidden = !["intro", "question", "end"].includes(now.dataset.screen);
  scrollTo(0, 0);
  now.querySelector("h1:not([hidden])").focus();
}

// No body, and nothing in the address: the same bytes whoever asks and whatever was answered.
async function tell(address) {
  if (!address) return true;
  const headers = { "X-CSRFToken": box.dataset.token };
  return fetch(address, { method: "POST", headers, redirect: "error" }).then((got) => got.status === 204, () => false);
}

async function trying(screen, address) {
  const button = screen.querySelector(":scope > .buttons > button");
  if (button.getAttribute("aria-disabled")) return false;
  button.setAttribute("aria-disabled", "true");
  const done = await tell(address);
  button.removeAttribute("aria-disabled");
  screen.querySelector("[data-trouble]").hidden = done;
  return done;
}

async function begin() {
  if (await trying(named("intro"), box.dataset.begin)) show(asked[0]);
}

async function finish() {
  const found = outcome(questions, answers);
  if (found.clear && !(await trying(named("end"), box.dataset.clear))) return;
  answers.clear();
  if (found.clear) show(named("clear"));
  else result(found);
}

function result(found) {
  const parts = { life: found.life, first: !found.life, also: found.life && found.other, other: found.other };
  Object.assign(parts, { children: found.children, "own-hands": found.ownHands });
  for (const part of box.querySelectorAll("[data-part]")) part.hidden = !parts[part.dataset.part];
  const people = named("result").querySelector("[data-people]");
  if (found.life) {
    // The number stands right under the words that lead to it.
    named("result").querySelector(".flow[data-part=life]").after(people);
    first(people, "suicide");
  } else if (found.ownHands) first(people, "emergency", "perpetrator");
  show(named("result"));
}

function goBack() {
  if (now === named("intro")) show(named("alone"));
  else if (now === asked[0]) show(named("intro"));
  else show(now === named("end") ? asked.at(-1) : asked[asked.indexOf(now) - 1]);
}

box.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.form) return;
  if (button.dataset.go) show(named(button.dataset.go));
  else if ("start" in button.dataset) begin();
  else if ("finish" in button.dataset) finish();
  else if (button.dataset.answer) {
    answers.set(now.dataset.key, button.dataset.answer);
    show(asked[asked.indexOf(now) + 1] ?? named("end"));
  }
});
back.addEventListener("click", goBack);
// A page that comes back out of the browser's memory begins anew.
addEventListener("pageshow", (event) => event.persisted && location.reload());

lines(named("result").querySelector("[data-lines]"));
document.querySelector("[data-plain]").remove();
box.hidden = now.hidden = false;
