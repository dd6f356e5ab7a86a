// A button that copies the text of a field. Without scripts the field is there to be selected.
import { say } from "../../web/js/say.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    const done = await navigator.clipboard.writeText(field.value).then(() => true, () => false);
    say(done ? "Copied." : "It could not be copied. It is selected, so you can copy it yourself.");
    if (done) button.querySelector("span").textContent = "Copied";
  });
}
