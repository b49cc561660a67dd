"use strict";
// Starts the page's program. The static words above are on screen meanwhile: it is compiled off this thread.
// What the file holds, as the browser read it, before the program changes anything. It is written the way browsers write, so its fingerprint can be
// worked out from this.
const franvarokalkylSource = document.documentElement.outerHTML;
(async () => {
  try {
    await wasm_bindgen({ module_or_path: programs(document.getElementById("programs").textContent).page() });
  } catch (fault) {
    document.getElementById("starting")?.setAttribute("hidden", "");
    document.getElementById(allowsPrograms() ? "no-start" : "no-wasm")?.removeAttribute("hidden");
    throw fault;
  }
})();

// Whether the browser runs WebAssembly at all: the smallest program there is. One that is too old runs that and not ours.
function allowsPrograms() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

// The SHA-256 of the file that the browser read, as `sha256sum` writes it; null where the browser does not work such things out.
async function fingerprint() {
  if (!globalThis.crypto?.subtle) return null;
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`<!doctype html>\n${franvarokalkylSource}`));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
