// A function body for WebDriver, run in our own page after the file has been read: asks the bench's question as a user would,
// and reads the printed table back in the shape that the peers answer in.
//
// It relies on: `select[name=definition]`, `select[name=by]` for one breakdown after the other, the page's one submit button
// of that step, and a table whose body rows begin with one cell per breakdown (no text or "Totalt"/"Alla…" for a total: the
// cell then carries `data-total`), followed by pupils and hits.
const [task] = arguments;

function choose(element, value) {
  element.value = value;
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

function ask() {
  const definition = document.querySelector("select[name=definition]");
  choose(definition, "ekero-20");
  const by = document.querySelectorAll("select[name=by]");
  ["school", "grade"].forEach((breakdown, place) => choose(by[place], breakdown));
  definition.form.requestSubmit();
}

function answer() {
  const label = (cell) => ("total" in cell.dataset ? null : cell.textContent.trim());
  // A withheld figure is written `..`, and no group of thousands is written with a comma.
  const figure = (cell) => (/\d/.test(cell.textContent) ? Number(cell.textContent.replace(/\D/g, "")) : null);
  return [...document.querySelectorAll("table tbody tr")].map(({ cells: [school, grade, pupils, hits] }) => ({
    school: label(school),
    grade: label(grade),
    pupils: figure(pupils),
    hits: figure(hits),
  }));
}

return task === "ask" ? ask() : answer();
