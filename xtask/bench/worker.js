// Run in our page before the page itself. Between the page and its worker goes a pair of ears: how long did the worker take from a
// question to its report? Drawing the table is no part of that.
globalThis.Worker = class extends Worker {
  #asked = null;

  constructor(...made) {
    super(...made);
    this.addEventListener("message", ({ data }) => {
      const report = data?.answer?.Published;
      if (!report || this.#asked === null) return;
      globalThis.protection = { took: performance.now() - this.#asked, printed: Number(report.printed[0]), figures: Number(report.printed[1]) };
      this.#asked = null;
    });
  }

  postMessage(message, ...rest) {
    if (message?.ask?.Publish) this.#asked = performance.now();
    super.postMessage(message, ...rest);
  }
};
