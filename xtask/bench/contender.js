// What every peer's page has in common: it is given a file, answers the bench's question, and writes down how long that took.
//
// The answer is `[{school, grade, pupils, hits}]`, with null for the total over schools or grades.

export const put = (name, text) => {
  const element = document.createElement("pre");
  element.dataset.measure = name;
  element.textContent = text;
  document.body.append(element);
};

// `start` prepares what a user has already waited for when the file is chosen; `answer` takes the file.
export async function contend(start, answer) {
  const tell = (error) => put("fault", String(error?.stack ?? error));
  addEventListener("error", (event) => tell(event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => tell(event.reason));

  const begun = performance.now();
  const ready = await start();
  put("start", performance.now() - begun);

  const input = document.createElement("input");
  input.type = "file";
  input.addEventListener("change", async () => {
    try {
      const given = performance.now();
      const rows = await answer(ready, input.files[0]);
      put("published", performance.now() - given);
      put("answer", JSON.stringify(rows));
    } catch (error) {
      tell(error);
    }
  });
  document.body.append(input);
}
