// Clocks, a screen that stays awake, a soft sign when the floor changes hands. A talk works without any of it.
import { follow } from "../live/fragment.js";
import "./clock.js";
import "./awake.js";
import "./sign.js";

follow(document.querySelector("[data-part]"));
// The time to come back has come: the page knows what can be done now.
document.addEventListener("part:again", () => location.reload());
