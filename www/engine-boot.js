// Starts the engine in its worker. The first message brings the program as base64, so that decoding never holds up the page.
// Everything here is in one go, so no later message can come before the handler that the program installs.
self.onmessage = ({ data }) => {
  self.onmessage = null;
  try {
    const text = atob(data.wasm);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    wasm_bindgen.initSync({ module: bytes });
  } catch (fault) {
    self.postMessage({ broken: String(fault) });
  }
};
