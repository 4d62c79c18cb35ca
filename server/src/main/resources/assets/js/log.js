// A log panel shows as many lines as fit and fetches them by blocks, so a log of a million lines
// opens like one of ten. Browsers cannot scroll over that many pixels: beyond a limit the scroll bar
// stands for more than its own height, and the wheel and the keys move by lines all the same.
class LogPanel {
  static TALLEST = 8000000;
  static MARGIN = 20;
  static BREATH = 150;

  constructor(panel) {
    this.panel = panel;
    this.log = panel.querySelector(".log");
    const first = this.log.querySelector(".lines");
    this.lines = new LogLines(panel.dataset.log, first, () => this.draw());
    this.rows = new LogRows();
    this.heads = []; // by the place of their section
    this.found = [];
    this.marked = null;
    this.y = 0;
    this.build();
    this.restore();
    this.lay();
    this.listen();
    if (this.following) this.toEnd();
    this.draw();
    this.goToHash();
    this.follow();
  }

  build() {
    this.height = Math.round(parseFloat(getComputedStyle(this.log).lineHeight));
    this.space = document.createElement("div");
    this.window = document.createElement("div");
    this.window.className = "lines rows";
    this.log.classList.add("tall");
    this.log.style.setProperty("--row", `${this.height}px`);
    this.log.replaceChildren(this.space, this.window);
    this.panel.querySelectorAll("[hidden][data-log-control]").forEach((one) => (one.hidden = false));
  }

  // Where the reader was before a reload.
  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.panel.id) ?? "null");
    this.following = kept === null ? true : kept.following;
    this.y = kept === null ? 0 : kept.y;
    if (kept?.hash === location.hash) this.hash = kept.hash;
    if (kept !== null) kept.folded.forEach((key) => this.rows.folded.add(key));
    else if (this.lines.steps.some((step) => step.state === "failed")) this.foldPassed();
  }

  foldPassed() {
    for (const step of this.lines.steps) {
      if (step.state === "passed") this.rows.fold(step, true);
    }
  }

  remember() {
    const kept = {
      following: this.following,
      y: this.y,
      folded: [...this.rows.folded],
      hash: location.hash,
    };
    sessionStorage.setItem(this.panel.id, JSON.stringify(kept));
  }

  lay() {
    this.rows.lay(this.lines.steps, this.lines.total);
    this.full = this.rows.count * this.height;
    this.tall = Math.min(this.full, LogPanel.TALLEST);
    this.space.style.height = `${this.tall}px`;
    this.log.style.setProperty("--full", `${this.full}px`);
  }

  get most() {
    return Math.max(0, this.full - this.log.clientHeight);
  }

  // How many pixels of the log one pixel of the scroll bar stands for.
  get scale() {
    const way = this.tall - this.log.clientHeight;
    return way <= 0 ? 1 : this.most / way;
  }

  listen() {
    this.log.addEventListener("scroll", () => {
      if (Math.abs(this.log.scrollTop - this.expected) > 1) {
        this.y = Math.min(this.most, this.log.scrollTop * this.scale);
        this.moved();
      }
    });
    this.log.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.deltaY === 0 || this.scale === 1) return;
        event.preventDefault();
        this.move(event.deltaMode === 1 ? event.deltaY * this.height : event.deltaY);
      },
      { passive: false },
    );
    this.log.addEventListener("keydown", (event) => this.key(event));
    this.log.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.draw()).observe(this.log);
    window.addEventListener("hashchange", () => this.goToHash());
    this.panel.querySelector("[data-log-first]").addEventListener("click", () => this.to(0));
    this.panel.querySelector("[data-log-end]").addEventListener("click", () => {
      this.toEnd();
      this.draw();
    });
    this.panel.querySelector("[data-log-times]").addEventListener("click", (event) => {
      const shown = this.log.classList.toggle("with-times");
      event.currentTarget.setAttribute("aria-pressed", String(shown));
    });
    this.panel.querySelector("[data-log-search]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.search(event.currentTarget.elements.text.value, event.submitter);
    });
  }

  key(event) {
    const page = this.log.clientHeight - this.height;
    const ways = {
      ArrowDown: this.height,
      ArrowUp: -this.height,
      PageDown: page,
      PageUp: -page,
      Home: -this.full,
      End: this.full,
    };
    if (event.target !== this.log || ways[event.key] === undefined) return;
    event.preventDefault();
    this.move(ways[event.key]);
  }

  click(event) {
    const head = event.target.closest("[data-section]");
    if (head === null) return;
    const section = this.rows.sections[Number(head.dataset.section)];
    this.rows.fold(section.step, !this.rows.isFolded(section));
    this.lay();
    this.moved();
    head.focus();
  }

  move(by) {
    this.y = Math.max(0, Math.min(this.most, this.y + by));
    this.moved();
  }

  moved() {
    this.y = Math.max(0, Math.min(this.most, this.y));
    this.following = this.y >= this.most - 2;
    this.draw();
    this.remember();
  }

  to(line) {
    const section = this.rows.sectionOf(line);
    if (section !== undefined && this.rows.isFolded(section)) {
      this.rows.fold(section.step, false);
      this.lay();
    }
    this.y = this.rows.rowOf(line) * this.height - (line === 0 ? 0 : this.log.clientHeight / 3);
    this.moved();
  }

  toEnd() {
    this.following = true;
    this.y = this.most;
  }

  goToHash() {
    const named = /^#L(\d+)$/.exec(location.hash);
    if (named === null) return;
    const line = Number(named[1]) - 1;
    this.marked = line;
    const isWhereItWas = this.hash === location.hash;
    this.hash = location.hash;
    if (isWhereItWas) {
      this.draw();
      return;
    }
    const section = this.rows.sectionOf(line);
    const hidden = section !== undefined && this.rows.isFolded(section);
    const row = this.rows.rowOf(line) * this.height;
    if (hidden || row < this.y || row > this.y + this.log.clientHeight - this.height) this.to(line);
    else this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.y / this.height) - LogPanel.MARGIN);
    const fits = Math.ceil(this.log.clientHeight / this.height) + 2 * LogPanel.MARGIN;
    const rows = [];
    for (let row = first; row < Math.min(this.rows.count, first + fits); row++) {
      rows.push(this.row(this.rows.at(row)));
    }
    this.show(rows);
    this.expected = Math.min(this.tall - this.log.clientHeight, this.y / this.scale);
    this.log.scrollTop = this.expected;
    const top = this.log.scrollTop - (this.y - first * this.height);
    this.window.style.transform = `translateY(${top}px)`;
  }

  // What stays in view stays in the document: a press of the mouse whose button is replaced before
  // the mouse is let go clicks nothing, and a button that is replaced loses the keyboard's focus.
  show(rows) {
    const shown = this.window.children;
    const staying = new Set(rows);
    for (const node of [...shown]) {
      if (!staying.has(node)) node.remove();
    }
    rows.forEach((node, i) => {
      if (shown[i] !== node) this.window.insertBefore(node, shown[i] ?? null);
    });
  }

  row({ section, line }) {
    if (section !== undefined) return this.head(section);
    const node = this.lines.get(line);
    if (node === undefined) {
      this.lines.need(line);
      const empty = document.createElement("div");
      empty.textContent = "…";
      return empty;
    }
    node.classList.toggle("marked", line === this.marked);
    return node;
  }

  head(section) {
    const { step } = section;
    const place = this.rows.sections.indexOf(section);
    const head = (this.heads[place] ??= LogPanel.button());
    head.className = `fold ${step.state}`;
    head.dataset.section = place;
    head.setAttribute("aria-expanded", String(!this.rows.isFolded(section)));
    const state = step.state === "running" ? "" : step.state;
    const text = [step.name, state, step.took].filter(Boolean).join(" · ");
    if (head.textContent !== text) head.textContent = text;
    return head;
  }

  static button() {
    const button = document.createElement("button");
    button.type = "button";
    return button;
  }

  async follow() {
    while (this.panel.isConnected && !this.lines.complete) {
      try {
        await this.lines.more();
      } catch {
        await LogPanel.pause(LogLines.PATIENCE);
        continue;
      }
      this.lay();
      if (this.following) this.y = this.most;
      this.draw();
      await LogPanel.pause(LogPanel.BREATH);
    }
    this.lay();
    this.draw();
  }

  static pause(millis) {
    return new Promise((done) => setTimeout(done, millis));
  }

  async search(text, button) {
    const said = this.panel.querySelector("[data-log-found]");
    if (text.trim() === "") return;
    if (text !== this.searched) {
      said.textContent = "searching…";
      try {
        this.found = await this.lines.search(text);
      } catch {
        said.textContent = "The search failed; try again.";
        return;
      }
      this.searched = text;
      this.place = -1;
    }
    if (this.found.length === 0) {
      said.textContent = "not found";
      return;
    }
    const step = button?.value === "back" ? -1 : 1;
    this.place = (this.place + step + this.found.length) % this.found.length;
    const many = this.found.length === 1000 ? "1,000 or more" : this.found.length;
    said.textContent = `${this.place + 1} of ${many}`;
    this.marked = this.found[this.place];
    this.to(this.marked);
  }
}

{
  const attach = () => {
    for (const panel of document.querySelectorAll("[data-log]:not([data-attached])")) {
      panel.dataset.attached = "yes";
      new LogPanel(panel);
    }
  };

  document.addEventListener("DOMContentLoaded", attach);
  document.addEventListener("htmx:afterSettle", attach);
}
