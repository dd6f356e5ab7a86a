import { lines } from "./lines.js";

for (const box of document.querySelectorAll("[data-lines]")) lines(box);
