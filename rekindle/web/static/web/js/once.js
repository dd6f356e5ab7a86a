// A form is sent once, however often its button is pressed.
const sent = new WeakSet();
const buttonsOf = (form) => [...form.elements].filter((part) => part.type === "submit");

function mark(form, on) {
  if (on) sent.add(form);
  else sent.delete(form);
  // Not disabled: a disabled button would drop its own value from what is sent, and lose the focus.
  for (const button of buttonsOf(form)) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  if (sent.has(event.target)) event.preventDefault();
  else mark(event.target, true);
});

addEventListener("pageshow", () => {
  for (const form of document.forms) mark(form, false);
});
