// Starts the engine in its worker. The first message brings the programs as text, so that unpacking never holds up the page.
// Everything here is in one go, so no later message can come before the handler that the program installs.
self.onmessage = ({ data }) => {
  self.onmessage = null;
  try {
    wasm_bindgen.initSync({ module: programs(data.programs).engine() });
  } catch (fault) {
    self.postMessage({ broken: String(fault) });
  }
};
