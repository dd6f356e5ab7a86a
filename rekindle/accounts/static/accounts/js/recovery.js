// Copy and print the recovery code. Both need a script, so both are hidden without one.
import { say } from "../../web/js/say.js";

const tools = document.querySelector("[data-code-tools]");
const words = [...document.querySelectorAll("[data-code] li")].map((word) => word.textContent).join(" ");

async function copy() {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied. Other programmes on this device can read what is copied.");
  } catch {
    say("Your browser does not allow copying here.");
  }
}

if (tools && words) {
  tools.hidden = false;
  const button = tools.querySelector("[data-copy]");
  button.hidden = !navigator.clipboard; // only there on a private connection
  button.addEventListener("click", copy);
  tools.querySelector("[data-print]").addEventListener("click", () => print());
}
