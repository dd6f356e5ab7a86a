// Words not yet sent stay in this tab, for this person only, until the server has them.
const PREFIX = "draft:";
const me = document.documentElement.dataset.me;
const fields = [...document.querySelectorAll("textarea[data-keep]")];

function store(work) {
  try {
    return work(sessionStorage);
  } catch {
    return null; // switched off or full: the page itself still holds the words
  }
}

const keyOf = (field) => `${PREFIX}${me}:${location.pathname}:${field.form?.id ?? ""}:${field.name}`;
const drafts = (box) => Object.keys(box).filter((key) => key.startsWith(PREFIX));
const put = (key, draft) => store((box) => box.setItem(key, JSON.stringify(draft)));
const get = (key) => store((box) => JSON.parse(box.getItem(key)));

const keep = (field, sent) => put(keyOf(field), { text: field.value, from: field.defaultValue, sent });

// A redirect after sending means that the server took the words. Without one, this may be the same form again.
function tidy() {
  const moved = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  const here = new Set(fields.map(keyOf));
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

function banner(words) {
  const form = document.activeElement?.form ?? fields[0]?.form;
  let note = document.getElementById("offline");
  if (!note) {
    note = Object.assign(document.createElement("p"), { id: "offline", className: "banner" });
    note.setAttribute("role", "status");
    form?.prepend(note);
  }
  note.textContent = words;
}

tidy();
if (me) {
  for (const field of fields) {
    const draft = get(keyOf(field));
    // Over the same words as before, or over nothing; never over words that are newer than the draft.
    if (draft && (!field.value || field.defaultValue === draft.from)) field.value = draft.text;
    field.addEventListener("input", () => keep(field, false));
  }
}

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
    banner("You are offline. Your words are still in this page. They are sent when you are back.");
    return;
  }
  for (const field of fields) if (me && field.form === form) keep(field, true);
});

addEventListener("online", () => {
  if (waiting) waiting.form.requestSubmit(waiting.button);
  waiting = null;
});
