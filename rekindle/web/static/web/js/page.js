// Everything here improves a page that works without it.
import "./exit.js";
import "./drafts.js"; // before once.js: a form kept back because of the network is not a form that was sent
import "./once.js";
import "./show.js";
import "./help.js";

// A browser that ignores autofocus on text still brings people to what needs another look.
document.querySelector(".summary")?.focus();
