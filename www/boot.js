"use strict";
// Starts the page's program. The static words above are on screen meanwhile: it is compiled off this thread.
// What the file holds, as the browser read it, before the program changes anything: `franvarokalkyl.html` is written the way browsers write, so its
// fingerprint can be worked out from this.
const franvarokalkylSource = document.documentElement.outerHTML;
(async () => {
  try {
    await wasm_bindgen({ module_or_path: programs(document.getElementById("programs").textContent).page() });
  } catch (fault) {
    document.getElementById("starting")?.setAttribute("hidden", "");
    document.getElementById(typeof WebAssembly === "undefined" ? "no-wasm" : "no-start")?.removeAttribute("hidden");
    throw fault;
  }
})();
