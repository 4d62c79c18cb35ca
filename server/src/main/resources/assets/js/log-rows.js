// What a log shows from top to bottom: a row for the head of each step, which folds its lines away,
// and a row for each line.
class LogRows {
  constructor() {
    this.folded = new Set();
    this.sections = [];
    this.count = 0;
  }

  // Folding a single step would leave nothing to read.
  lay(steps, total) {
    const heads = steps.length > 1 ? steps : [];
    const begins = heads.map((step) => Math.min(step.first, total));
    this.sections = heads.map((step, i) => ({ step, from: begins[i], to: begins[i + 1] ?? total }));
    const before = begins[0] ?? total;
    if (before > 0) this.sections.unshift({ step: null, from: 0, to: before });
    this.count = 0;
    for (const section of this.sections) {
      section.row = this.count;
      this.count += this.height(section);
    }
  }

  // How many rows the head of a section takes.
  head(section) {
    return section.step === null ? 0 : 1;
  }

  height(section) {
    return this.head(section) + (this.isFolded(section) ? 0 : section.to - section.from);
  }

  isFolded(section) {
    return section.step !== null && this.folded.has(LogRows.key(section.step));
  }

  fold(step, folded) {
    if (folded) this.folded.add(LogRows.key(step));
    else this.folded.delete(LogRows.key(step));
  }

  static key(step) {
    return step.first + step.name;
  }

  // Either {section} for a head or {line}.
  at(row) {
    let low = 0;
    let high = this.sections.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.sections[middle].row <= row) low = middle;
      else high = middle - 1;
    }
    const section = this.sections[low];
    const below = row - section.row - this.head(section);
    return below < 0 ? { section } : { line: section.from + below };
  }

  sectionOf(line) {
    return this.sections.findLast((section) => section.from <= line && line < section.to);
  }

  rowOf(line) {
    const section = this.sectionOf(line);
    if (section === undefined) return 0;
    return this.isFolded(section)
      ? section.row
      : section.row + this.head(section) + line - section.from;
  }
}
