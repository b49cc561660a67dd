// Papa Parse in its fast ways: rows as arrays, a chunk at a time, `fastMode` where asked (no cell is quoted), the sums in plain JavaScript.
// `?worker` and `?fast` choose between the variants.
import { contend } from "./contender.js";

const variant = new URLSearchParams(location.search);
const ABSENT = new Set(["Giltig frånvaro", "Anmäld frånvaro", "Ogiltig frånvaro", "Oanmäld frånvaro", "Sen ankomst", "Beviljad ledighet"]);

function read(file, row) {
  return new Promise((complete, error) => {
    let header;
    Papa.parse(file, {
      delimiter: ";",
      newline: "\r\n",
      worker: variant.has("worker"),
      fastMode: variant.has("fast"),
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (const cells of data) {
          if (header) row(cells);
          else header = cells;
        }
      },
      complete,
      error,
    });
  });
}

function table(pupils) {
  const groups = new Map();
  for (const pupil of pupils.values()) {
    const hit = pupil.absent * 100 > 20 * pupil.scheduled;
    for (const school of [pupil.school, null]) {
      for (const grade of [pupil.grade, null]) {
        const key = JSON.stringify([school, grade]);
        const group = groups.get(key) ?? { school, grade, pupils: 0, hits: 0 };
        group.pupils += 1;
        group.hits += hit;
        groups.set(key, group);
      }
    }
  }
  return [...groups.values()];
}

contend(async () => {}, async (_, file) => {
  const pupils = new Map();
  await read(file, (cells) => {
    let pupil = pupils.get(cells[3]);
    if (!pupil) pupils.set(cells[3], (pupil = { scheduled: 0, absent: 0, day: "" }));
    pupil.scheduled += +cells[11];
    if (ABSENT.has(cells[13])) pupil.absent += +cells[12];
    if (cells[7] >= pupil.day) [pupil.day, pupil.school, pupil.grade] = [cells[7], cells[0], cells[2]];
  });
  return table(pupils);
});
