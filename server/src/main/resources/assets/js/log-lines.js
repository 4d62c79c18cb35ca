// The lines of a log, fetched by blocks as they are needed and forgotten when there are too many.
class LogLines {
  static BLOCK = 500;
  static KEPT = 40;
  static PATIENCE = 2000;

  // Calls `came` when a block that was needed has come, and some time after it could not be had.
  constructor(address, first, came) {
    this.address = address;
    this.came = came;
    this.blocks = new Map();
    this.asked = new Set();
    this.note(first);
  }

  note(block) {
    this.total = Number(block.dataset.total);
    this.complete = block.dataset.complete === "true";
    this.steps = block.dataset.steps
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"))
      .map(([first, state, took, name]) => ({ first: Number(first), state, took, name }));
  }

  // The node of a line; undefined until its block has come.
  get(line) {
    const number = Math.floor(line / LogLines.BLOCK);
    const block = this.blocks.get(number);
    if (block === undefined) return undefined;
    this.blocks.delete(number);
    this.blocks.set(number, block);
    return block[line % LogLines.BLOCK];
  }

  // Fetches the block of a line once, however often it is asked for meanwhile.
  need(line) {
    const number = Math.floor(line / LogLines.BLOCK);
    if (this.asked.has(number)) return;
    this.asked.add(number);
    this.fetch(`from=${number * LogLines.BLOCK}`)
      .then((block) => this.keep(block))
      .finally(() => this.asked.delete(number))
      .then(this.came, () => setTimeout(this.came, LogLines.PATIENCE));
  }

  // Waits for lines after the last; answers when there are some or the log has ended. Of many only
  // the latest come: who follows a log reads its end.
  async more() {
    this.keep(await this.fetch(`from=${this.total}&wait=true`));
  }

  async search(text) {
    const address = this.address.replace("/lines?", "/search?");
    const answer = await fetch(`${address}&text=${encodeURIComponent(text)}`);
    if (!answer.ok) throw new Error(answer.status);
    return (await answer.json()).lines;
  }

  async fetch(query) {
    const answer = await fetch(`${this.address}&${query}&limit=${LogLines.BLOCK}`);
    if (!answer.ok) throw new Error(answer.status);
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const block = holder.content.querySelector(".lines");
    this.note(block);
    return block;
  }

  keep(block) {
    const first = Number(block.dataset.first);
    [...block.children].forEach((node, i) => this.put(first + i, LogLines.withClock(node)));
    for (const oldest of this.blocks.keys()) {
      if (this.blocks.size <= LogLines.KEPT) break;
      this.blocks.delete(oldest);
    }
  }

  put(line, node) {
    const number = Math.floor(line / LogLines.BLOCK);
    if (!this.blocks.has(number)) this.blocks.set(number, []);
    this.blocks.get(number)[line % LogLines.BLOCK] = node;
  }

  static withClock(node) {
    const number = node.firstElementChild;
    if (number.dataset.at) {
      const at = new Date(number.dataset.at);
      number.dataset.clock = at.toLocaleTimeString(undefined, { hour12: false });
    }
    return node;
  }
}
