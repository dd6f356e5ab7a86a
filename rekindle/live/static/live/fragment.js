// A page of which one part follows what two people do. Without this script its forms and links work all the same.
import { banner, restore, sent, taken } from "../web/js/drafts.js";
import { watch } from "./live.js";

const PART = "[data-part]";
const FIELDS = "input[name], textarea[name], select[name]";
const AGAIN = 1000; // ms between two tries to send or to fetch
// A line that says nothing for so long (ms) is tried anew, each time with more patience: the first may have died while
// the phone slept. A form that is sent twice so counts once, by its key.
const PATIENCE = [4000, 8000, 16000];
const WAITING = "This is not sent yet. Your words are still in this page, and go out by themselves once the connection is back.";

const inPart = (text) => new DOMParser().parseFromString(text, "text/html").querySelector(PART);
const key = (field) => `${field.type} ${field.name} ${field.dataset.keepKey ?? ""}`;
const pause = () =>
  new Promise((go) => {
    addEventListener("online", go, { once: true });
    setTimeout(go, AGAIN);
  });

/** The answer; null when there is none, or none worth having for now. */
async function request(url, tries, options) {
  try {
    const headers = { "X-Part": "1" };
    const signal = AbortSignal.timeout?.(PATIENCE[Math.min(tries, PATIENCE.length - 1)]);
    const answer = await fetch(url, { headers, cache: "no-store", signal, ...options });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}

function mark(form, on) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

/** What was typed or chosen and not sent goes over into the same field of the new part. */
function carry(old, fresh) {
  const there = new Map([...fresh.querySelectorAll(FIELDS)].map((field) => [`${key(field)} ${box(field)}`, field]));
  for (const field of old.querySelectorAll(FIELDS)) {
    const twin = field.type !== "hidden" && there.get(`${key(field)} ${box(field)}`);
    if (!twin) continue;
    if (isBox(field) && field.checked !== field.defaultChecked) twin.checked = field.checked;
    if (!isBox(field) && field.value !== (field.defaultValue ?? field.value)) twin.value = field.value;
  }
}
const isBox = (field) => field.type === "radio" || field.type === "checkbox";
const box = (field) => (isBox(field) ? field.value : "");

/** What has arrived is not carried on; what was typed since then is. */
function settle(form, body) {
  for (const field of form.querySelectorAll(FIELDS)) {
    if (isBox(field)) field.checked = field.defaultChecked;
    else if (field.value === body.get(field.name) && "defaultValue" in field) field.value = field.defaultValue;
  }
}

/** The element of the new part that stands where the old one with the focus stood. */
function twinOf(element, fresh) {
  if (element?.name) return [...fresh.querySelectorAll(FIELDS)].find((one) => key(one) === key(element) && box(one) === box(element));
  return element?.id ? fresh.querySelector(`#${CSS.escape(element.id)}`) : null;
}

class Part {
  #part;
  #line = null;
  #wanted = 0;
  #sending = false;
  #composing = null;
  #queue = Promise.resolve();

  constructor(root) {
    this.#part = root;
    if (root.dataset.watch) this.#line = watch({ url: root.dataset.watch, after: Number(root.dataset.n), onNews: (n) => this.#news(n) });
    // First of all listeners: this form is not for those that look after ordinary ones.
    document.addEventListener("submit", (event) => this.#submitted(event), true);
    document.addEventListener("compositionstart", () => (this.#composing = new Promise((go) => addEventListener("compositionend", go, { once: true }))));
    document.addEventListener("compositionend", () => (this.#composing = null));
  }

  // One after the other, so that an answer that was long on its way never covers a newer one.
  #then(work) {
    this.#queue = this.#queue.then(work, work);
  }

  #news(n) {
    this.#wanted = Math.max(this.#wanted, n);
    this.#then(() => this.#refresh());
  }

  async #refresh() {
    for (let tries = 0; this.#wanted > Number(this.#part.dataset.n); tries += 1) {
      const answer = await request(location.href, tries, { redirect: "manual" });
      if (answer) return this.#show(answer.ok ? inPart(await answer.text()) : null);
      await pause();
    }
  }

  /** Another page than this one, or none: the ordinary door knows where to lead. */
  async #show(fresh) {
    if (fresh) await this.#swap(document.adoptNode(fresh));
    else location.reload();
  }

  async #swap(fresh) {
    await this.#composing; // half a letter must not be lost
    const old = this.#part;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const at = focused?.selectionStart;
    const to = focused?.selectionEnd;
    carry(old, fresh);
    old.replaceWith(fresh);
    this.#part = fresh;
    this.#line?.has(Number(fresh.dataset.n));
    restore(fresh);
    this.#dress(old.dataset.body, fresh.dataset.body);
    const twin = focused && twinOf(focused, fresh);
    twin?.focus({ preventScroll: true });
    if (twin && at != null) twin.setSelectionRange(at, to);
    if (!twin && old.dataset.turn !== fresh.dataset.turn) this.#lead(fresh.querySelector("h1"));
    document.dispatchEvent(new CustomEvent("part", { detail: fresh }));
  }

  #lead(heading) {
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  #dress(before = "", now = "") {
    const names = (text) => text.split(" ").filter(Boolean);
    document.body.classList.remove(...names(before));
    document.body.classList.add(...names(now));
  }

  #submitted(event) {
    const form = event.target;
    if (!form.matches("form[data-live]") || !this.#part.contains(form)) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#sending) return;
    this.#sending = true;
    const { submitter } = event;
    const body = new URLSearchParams(new FormData(form));
    if (submitter?.name) body.append(submitter.name, submitter.value);
    mark(form, true);
    sent(form);
    this.#then(async () => {
      await this.#deliver(form, submitter, body);
      mark(form, false);
      this.#sending = false;
    });
  }

  async #deliver(form, submitter, body) {
    const to = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
    let answer;
    for (let tries = 0; !(answer = await request(to, tries, { method: "POST", body })); tries += 1) {
      banner(WAITING, form);
      await pause();
    }
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
    const fresh = inPart(await answer.text());
    if (!fresh) return this.#ordinarily(form, submitter);
    if (answer.ok) {
      taken(form);
      settle(form, body);
    }
    await this.#swap(document.adoptNode(fresh));
  }

  // Locked meanwhile, or a page that explains: sent once more in the ordinary way, it is shown whole, with the words kept.
  #ordinarily(form, submitter) {
    if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    if (submitter?.hasAttribute("formaction")) form.setAttribute("action", submitter.getAttribute("formaction"));
    HTMLFormElement.prototype.submit.call(form);
  }
}

/**
 * Keep the part `root` current. It says where it stands by `data-n`, whose turn it is by `data-turn`, what to ask by
 * `data-watch` (left out, nothing is asked), and which classes the body has meanwhile by `data-body`. Forms in it marked
 * `data-live` are sent without leaving the page. After every change the event `part` on the document carries the new part.
 */
export const follow = (root) => new Part(root);
