// SheetJS in a worker, so that the page stays responsive as ours does.
import { contend, put } from "./contender.js";

const heard = (worker) =>
  new Promise((heard, failed) => {
    worker.onmessage = ({ data }) => (data.fault ? failed(data.fault) : heard(data));
    worker.onerror = ({ message }) => failed(message);
  });

async function start() {
  const worker = new Worker("sheetjs-worker.js", { type: "module" });
  await heard(worker);
  return worker;
}

contend(start, async (worker, file) => {
  worker.postMessage(file);
  const { read, table } = await heard(worker);
  put("read", read);
  return table;
});
