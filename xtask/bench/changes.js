// A function body for WebDriver, run in our own page once a file has been read: what does it take to change the question? It
// watches the page from outside, as ours.js does.
const [task, ...rest] = arguments;

const put = (name, text) => {
  const element = document.createElement("pre");
  element.dataset.measure = name;
  element.textContent = text;
  document.body.append(element);
};

// Resolves once `look` finds something; looks again whenever the document changes.
const there = (look) =>
  new Promise((found) => {
    const seen = () => {
      const what = look();
      if (what) found(what);
      return what;
    };
    if (seen()) return;
    const observer = new MutationObserver(() => seen() && observer.disconnect());
    observer.observe(document.documentElement, { childList: true, subtree: true, attributes: true, characterData: true });
  });
const element = (selector) => there(() => document.querySelector(selector));

// Watches from the choice of a file on.
function watch() {
  document.addEventListener("change", ({ target }) => target.id === "file" && element("#accept").then(() => put("read", 1)), true);
}

// One definition by school, so that a limit can be moved.
async function ask() {
  (await element("#accept")).click();
  const definition = await element("#definition");
  definition.value = "haninge";
  definition.dispatchEvent(new Event("change", { bubbles: true }));
  for (const box of document.querySelectorAll("input[name=by]")) if (box.checked !== (box.value === "school")) box.click();
  await new Promise((drawn) => setTimeout(drawn, 100));
  document.querySelector("#submit").click();
  // The slider can be used once its curve is there.
  await element("#limit");
  await element(".slider svg");
  put("asked", 1);
}

// The limit at each of the numbers in turn: milliseconds from the user's hand to the table on screen.
async function move(limits) {
  const times = [];
  for (const limit of limits) {
    const slider = document.querySelector("#limit");
    const before = document.querySelector("#tables").textContent;
    const moved = performance.now();
    slider.value = limit;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await there(() => document.querySelector("#tables").textContent !== before);
    times.push(performance.now() - moved);
    await new Promise((rest) => setTimeout(rest, 200));
  }
  put("moved", JSON.stringify(times));
}

// Every preset on every pupil, compared.
async function compare() {
  (await element("#accept")).click();
  (await element("#open-compare")).click();
  (await element("#compare-all")).click();
  await new Promise((drawn) => setTimeout(drawn, 100));
  const asked = performance.now();
  document.querySelector("#submit").click();
  await element("table.figures");
  put("compared", performance.now() - asked);
}

// Two limits by school, grade and gender in every month: milliseconds in the worker (see worker.js), figures printed, figures.
async function protect() {
  (await element("#accept")).click();
  const choose = async (field, choice) => {
    const select = await element(field);
    choice(select);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  await choose("#definition", (select) => (select.value = "ekero-20"));
  await choose("#over", (select) => (select.selectedIndex = 1));
  await choose("#levels", (select) => (select.selectedIndex = 1));
  for (const box of document.querySelectorAll("input[name=by]")) if (box.checked !== ["school", "grade", "gender"].includes(box.value)) box.click();
  await new Promise((drawn) => setTimeout(drawn, 100));
  document.querySelector("#submit").click();
  await element("table.figures");
  const { took, printed, figures } = globalThis.protection;
  put("protected", JSON.stringify([took, printed, figures]));
}

({ watch, ask, move, compare, protect })[task](...rest);
