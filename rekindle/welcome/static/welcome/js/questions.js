// One question a screen. Without this module all of them stand on one page and work the same.
const form = document.querySelector("[data-questions]");
const screens = [...form.querySelectorAll("[data-question]")];
const intro = form.querySelector("[data-intro]");
const [back, skip, next, send] = ["back", "skip", "next", "send"].map((name) => document.querySelector(`[data-${name}]`));
let at = 0;

function show(index, focus = true) {
  at = Math.max(0, Math.min(index, screens.length - 1));
  screens.forEach((screen, place) => { screen.hidden = place !== at; });
  // Kept for screen readers: a page has one first heading on every screen.
  intro.classList.toggle("vh", at > 0);
  back.hidden = at === 0;
  const last = at === screens.length - 1;
  next.hidden = skip.hidden = last;
  send.hidden = !last;
  if (focus) {
    scrollTo(0, 0);
    screens[at].focus({ preventScroll: true });
  }
}

function go(index) {
  history.pushState({ at: index }, "");
  show(index);
}

function answered(screen) {
  return [...screen.querySelectorAll("fieldset")].every((set) => set.querySelector(":checked"));
}

next.addEventListener("click", () => go(at + 1));
skip.addEventListener("click", () => {
  for (const one of screens[at].querySelectorAll(":checked")) one.checked = false;
  go(at + 1);
});
back.addEventListener("click", () => history.back());
addEventListener("popstate", (event) => show(event.state?.at ?? 0));
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || at === screens.length - 1) return;
  event.preventDefault();
  if (answered(screens[at])) go(at + 1);
});
history.replaceState({ at: history.state?.at ?? 0 }, "");
show(history.state.at, false);
