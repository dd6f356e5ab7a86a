// Clocks, a screen that stays awake, a soft sign when the floor changes hands. A talk works without any of it.
import "./clock.js";
import "./awake.js";
import "./sign.js";
