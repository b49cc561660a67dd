// Runs before anything of our page, and watches from outside how it opens and whether it answers while a file is read.
const tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

const put = (name, value) => {
  const element = document.createElement("pre");
  element.dataset.measure = name;
  element.textContent = JSON.stringify(value);
  document.body.append(element);
};

const there = (look) =>
  new Promise((found) => {
    const seen = () => look() && (found(performance.now()), true);
    if (seen()) return;
    const observer = new MutationObserver(() => seen() && observer.disconnect());
    observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  });

// First paint, and when the program has drawn the page.
addEventListener("DOMContentLoaded", async () => {
  const drawn = await there(() => document.querySelector("#app #file"));
  const painted = await new Promise((found) =>
    new PerformanceObserver((list) => found(list.getEntriesByName("first-contentful-paint")[0]?.startTime)).observe({ type: "paint", buffered: true }),
  );
  put("opened", [painted, drawn]);
});

// From the choice of a file until it is recognised: the longest task of the main thread (0: none reaches 50 ms), and words of progress a second. If
// `cancelling` is set, the reading is stopped half a second after its first word, and what is measured is how long that takes.
document.addEventListener(
  "change",
  async ({ target }) => {
    if (target.id !== "file") return;
    const given = performance.now();
    let words = 0;
    const progress = new MutationObserver(() => words++);
    await there(() => document.querySelector("p.progress"));
    progress.observe(document.querySelector("p.progress"), { childList: true, subtree: true, characterData: true });
    if (self.cancelling) {
      await there(() => words > 0);
      await new Promise((waited) => setTimeout(waited, 100));
      const asked = performance.now();
      document.querySelector("#cancel").click();
      put("cancelled", (await there(() => document.querySelector("#file"))) - asked);
      return;
    }
    const read = await there(() => document.querySelector("#accept"));
    await new Promise((waited) => setTimeout(waited, 200));
    const longest = Math.max(0, ...tasks.filter(({ startTime }) => startTime >= given).map(({ duration }) => duration));
    put("answering", [longest, (words / (read - given)) * 1000]);
  },
  true,
);
