// For a page that needs nothing more than to stay current.
import { follow } from "./fragment.js";

for (const part of document.querySelectorAll("[data-part]")) follow(part);
