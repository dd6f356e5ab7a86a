// Show and hide what is typed in a passphrase field.
for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  if (!field) continue;
  const show = (on) => {
    field.type = on ? "text" : "password";
    button.setAttribute("aria-pressed", String(on));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // Sent as a passphrase, or a browser may offer it again as ordinary text.
  field.form?.addEventListener("submit", () => show(false));
}
