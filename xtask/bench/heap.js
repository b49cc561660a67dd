// Run in our page before the page itself. Our engine's worker is made of a script in a Blob; in front of that script goes a line of
// listening, so that the worker tells how large its WebAssembly memory has become. Nothing else can see it.
const listening = `{
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...program) {
    const made = new Instance(...program);
    const channel = new BroadcastChannel("heap");
    channel.onmessage = () => channel.postMessage(made.exports.memory.buffer.byteLength);
    return made;
  };
}`;

globalThis.Blob = class extends Blob {
  constructor(parts, options) {
    super(options?.type === "text/javascript" ? [listening, ...parts] : parts, options);
  }
};
