// Words not yet sent stay in this tab, for this person only, until the server has them.
const PREFIX = "draft:";
const KEPT = "textarea[data-keep]";
const me = document.documentElement.dataset.me;
const fieldsOf = (root) => [...(root.elements ?? root.querySelectorAll(KEPT))].filter((field) => field.matches(KEPT));

function store(work) {
  try {
    return work(sessionStorage);
  } catch {
    return null; // switched off or full: the page itself still holds the words
  }
}

// Where one page asks for several things in turn, `data-keep-key` tells them apart.
const keyOf = (field) =>
  [PREFIX + me, location.pathname, field.form?.id ?? "", field.name, field.dataset.keepKey].filter((part) => part !== undefined).join(":");
const drafts = (box) => Object.keys(box).filter((key) => key.startsWith(PREFIX));
const put = (key, draft) => store((box) => box.setItem(key, JSON.stringify(draft)));
const get = (key) => store((box) => JSON.parse(box.getItem(key)));

const keep = (field, sent) => put(keyOf(field), { text: field.value, from: field.defaultValue, sent });

// A redirect after sending means that the server took the words. Without one, this may be the same form again.
function tidy() {
  const moved = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  const here = new Set(fieldsOf(document).map(keyOf));
  store((box) => {
    for (const key of drafts(box)) {
      const draft = get(key);
      const mine = me && key.startsWith(`${PREFIX}${me}:`);
      if (me && !mine) box.removeItem(key);
      else if (!me) put(key, { ...draft, sent: false }); // a sign-in page is where a lost session leads: nothing was taken
      else if (draft.sent && (moved || !here.has(key))) box.removeItem(key);
    }
  });
}

/** Put drafts back: over the same words as before, or over nothing; never over words that are newer than the draft. */
export function restore(root) {
  for (const field of me ? fieldsOf(root) : []) {
    const draft = get(keyOf(field));
    if (draft && (!field.value || field.defaultValue === draft.from)) field.value = draft.text;
  }
}

/** The words of this form are on their way. */
export function sent(form) {
  for (const field of me ? fieldsOf(form) : []) keep(field, true);
}

/** The server has the words of this form. */
export function taken(form) {
  for (const field of fieldsOf(form)) store((box) => box.removeItem(keyOf(field)));
}

export function banner(words, form) {
  let note = document.getElementById("offline");
  if (!note) {
    note = Object.assign(document.createElement("p"), { id: "offline", className: "banner" });
    note.setAttribute("role", "status");
    form?.prepend(note);
  }
  note.textContent = words;
}

tidy();
restore(document);
document.addEventListener("input", ({ target }) => {
  if (me && target.matches?.(KEPT)) keep(target, false);
});

let waiting = null; // what was pressed while there was no network

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("forget" in form.dataset) {
    store((box) => drafts(box).forEach((key) => box.removeItem(key)));
    return;
  }
  if (form.method === "post" && !navigator.onLine) {
    event.preventDefault();
    waiting = { form, button: event.submitter };
    banner("You are offline. Your words are still in this page. They are sent when you are back.", form);
    return;
  }
  sent(form);
});

addEventListener("online", () => {
  if (waiting) waiting.form.requestSubmit(waiting.button);
  waiting = null;
});
