// A first half of a sentence, for those who do not know how to begin.
for (const row of document.querySelectorAll("[data-starters]")) {
  const field = document.getElementById(row.dataset.starters);
  if (!field) continue;
  row.hidden = false;
  for (const button of row.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const gap = field.value && !/\s$/.test(field.value) ? "\n" : "";
      field.value += `${gap}${button.textContent.trim()} `;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    });
  }
}
