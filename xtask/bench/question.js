// The bench's question in plain JavaScript, for peers that only read: minutes per pupil, pupils above 20 %, by school and grade.
const ABSENT = new Set(["Giltig frånvaro", "Anmäld frånvaro", "Ogiltig frånvaro", "Oanmäld frånvaro", "Sen ankomst", "Beviljad ledighet"]);

export class Question {
  #pupils = new Map();
  #schools = new Map();

  // A row of the example's layout. Days are compared only: ISO text and a workbook's serial numbers both do.
  row([school, , grade, id, , , , day, , , , minutes, absent, kind]) {
    let pupil = this.#pupils.get(id);
    if (!pupil) this.#pupils.set(id, (pupil = { scheduled: 0, absent: 0, days: new Set(), today: null, last: null }));
    pupil.scheduled += +minutes;
    if (ABSENT.has(kind)) pupil.absent += +absent;
    if (day !== pupil.today) {
      pupil.today = day;
      pupil.days.add(day);
      if (!this.#schools.has(school)) this.#schools.set(school, new Set());
      this.#schools.get(school).add(day);
      if (pupil.last === null || day > pupil.last) [pupil.last, pupil.school, pupil.grade] = [day, school, grade];
    }
  }

  table() {
    const groups = new Map();
    for (const pupil of this.#pupils.values()) {
      const hit = pupil.absent * 100 > 20 * pupil.scheduled && 2 * pupil.days.size >= this.#schools.get(pupil.school).size;
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
}
