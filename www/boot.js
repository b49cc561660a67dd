"use strict";
// Starts the page's program. The static words above are on screen meanwhile: it is compiled off this thread.
(async () => {
  try {
    const text = atob(document.getElementById("page-wasm").textContent);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    await wasm_bindgen({ module_or_path: bytes });
  } catch (fault) {
    document.getElementById("starting")?.setAttribute("hidden", "");
    document.getElementById("no-start")?.removeAttribute("hidden");
    throw fault;
  }
})();
