// Hears that there is something after n, never what: by a socket, and by asking while there is none.
const SOON = 200; // ms to the first try after a line broke
const LATEST = 1500; // at most, between two tries and between two questions
const SLOWEST = 30000; // between two tries where questions are answered and sockets are not, as behind some proxies
const OPENING = 8000; // longer than this nobody waits for a line or an answer
const SILENT = 25000; // the server says something every ten seconds: after this the line is dead
const DOUBTFUL = 12000; // after this, whoever comes back to the page does not trust it
const GONE = [4401, 4403, 4404]; // locked or signed out; not open; no longer there

class Line {
  #url;
  #known;
  #onNews;
  #onGone;
  #socket = null;
  #heard = 0; // by the clock on the wall, which goes on while a phone sleeps
  #opened = false;
  #admitted = false;
  #tries = 0;
  #refused = 0; // sockets in a row that did not open while questions were answered
  #notBefore = 0;
  #timer = 0;
  #away = new AbortController();

  constructor({ url, after, onNews, onGone = () => location.reload() }) {
    this.#url = new URL(url, location.href);
    this.#known = after;
    this.#onNews = onNews;
    this.#onGone = onGone;
    const { signal } = this.#away;
    const back = () => document.hidden || this.#back();
    addEventListener("online", back, { signal });
    addEventListener("pageshow", (event) => event.persisted && back(), { signal });
    document.addEventListener("visibilitychange", back, { signal });
    this.#open();
  }

  /** The page shows n already. */
  has(n) {
    this.#known = Math.max(this.#known, n);
  }

  stop() {
    this.#away.abort();
    this.#drop();
  }

  #take(n) {
    this.#admitted = true;
    if (!(n > this.#known)) return;
    this.#known = n;
    this.#onNews(n);
  }

  // Refused before it was ever let in: the page was drawn a moment ago and knows why. Drawn anew it would only ask again.
  #gone(certain) {
    const tell = certain || this.#admitted;
    this.stop();
    if (tell) this.#onGone();
  }

  #after(ms, work) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, ms);
  }

  #drop() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      // A dead line takes its time to close; nobody listens to it meanwhile.
      socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #open() {
    this.#drop();
    const address = new URL(this.#url);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address.href);
    this.#socket = socket;
    this.#opened = false;
    socket.onmessage = ({ data }) => {
      this.#opened = true;
      this.#heard = Date.now();
      this.#tries = this.#refused = 0;
      this.#after(SILENT, () => this.#open());
      this.#take(JSON.parse(data).n);
    };
    socket.onclose = ({ code }) => this.#broke(code);
    this.#after(OPENING, () => this.#broke(0));
  }

  async #broke(code) {
    this.#drop();
    if (GONE.includes(code)) return this.#gone(true);
    if (!this.#opened) await this.#askInstead();
    this.#again();
  }

  async #askInstead() {
    if (await this.#ask()) {
      this.#refused += 1;
      this.#notBefore = Date.now() + Math.min(SLOWEST, SOON * 2 ** this.#refused);
    } else this.#refused = this.#notBefore = 0;
  }

  #again() {
    // While a question was on its way, somebody may have come back and opened a line.
    if (this.#away.signal.aborted || this.#socket) return;
    const wait = Math.min(LATEST, SOON * 2 ** this.#tries) * (0.5 + Math.random() / 2);
    this.#tries += 1;
    this.#after(wait, async () => {
      if (Date.now() >= this.#notBefore) return this.#open();
      if (!(await this.#ask())) this.#notBefore = 0;
      this.#again();
    });
  }

  // Somebody is looking again, or the network is there again: what is true now is asked for at once, on a line or not.
  #back() {
    this.#ask();
    const trusted = this.#socket?.readyState === WebSocket.OPEN && Date.now() - this.#heard < DOUBTFUL;
    if (trusted) return;
    this.#tries = this.#refused = this.#notBefore = 0;
    this.#open();
  }

  /** Whether the server has answered and lets this browser in. */
  async #ask() {
    try {
      const signal = AbortSignal.timeout?.(OPENING);
      const answer = await fetch(this.#url, { headers: { "X-Part": "1" }, redirect: "manual", cache: "no-store", signal });
      if (this.#away.signal.aborted) return false;
      if (answer.type === "opaqueredirect") this.#gone(true);
      else if (answer.status === 403 || answer.status === 404) this.#gone(false);
      else if (answer.ok) this.#take(Number(await answer.text()));
      return answer.ok;
    } catch {
      return false; // no network, or no server: the next question finds out
    }
  }
}

/**
 * Call `onNews(n)` whenever the thread whose address is `url` has got further than `after`, and `onGone()` once when this
 * browser is not let in any more. Gives back `has(n)`, to say that the page shows n already, and `stop()`.
 */
export const watch = (options) => new Line(options);
