"use strict";
// Tries the ways out of the page, for the user who wants to see them closed. It runs twice: in the page, and in a worker of its own that is
// started as the engine's is and so is under the same policy. It is handed no data and is stopped from nothing but asking for addresses
// that cannot exist: the ending .invalid is kept free of computers. Such an attempt always fails; what counts is what the browser says of it.

/**
 * The attempts by name. In a worker each is followed by a twin: the same without any address elsewhere, which works unless a policy is in
 * force there. It is tried when the browser says nothing of the first, as some say nothing in workers.
 */
const trialAttempts = (() => {
  const host = (name) => `${name}.franvarokalkyl.invalid`;
  const to = (name) => `https://${host(name)}/`;
  const put = (tag, attributes) => {
    const element = document.createElement(tag);
    Object.entries({ hidden: "", ...attributes }).forEach(([name, value]) => element.setAttribute(name, value));
    document.body.append(element);
    return element;
  };
  const nearby = () => fetch("data:,");
  const anywhere = {
    fetch: [() => fetch(to("fetch"), { mode: "no-cors" }), nearby],
    xhr: [
      () => {
        const request = new XMLHttpRequest();
        // Called by its full name, so that the search below does not take it for a new window.
        XMLHttpRequest.prototype.open.call(request, "GET", to("xhr"));
        request.send();
      },
      nearby,
    ],
    socket: [() => new WebSocket(`wss://${host("socket")}/`), nearby],
    events: [() => new EventSource(to("events")), nearby],
    eval: [() => (0, eval)("0"), () => (0, eval)("0")],
  };
  if (typeof document === "undefined") {
    return { ...anywhere, script: [() => importScripts(to("script")), () => importScripts("data:text/javascript,0")] };
  }
  return {
    ...Object.fromEntries(Object.entries(anywhere).map(([name, [attempt]]) => [name, [attempt]])),
    beacon: [() => navigator.sendBeacon(to("beacon"))],
    image: [() => put("img", { src: to("image") })],
    font: [() => new FontFace("trial", `url(${to("font")})`).load()],
    style: [() => put("link", { rel: "stylesheet", href: to("style") })],
    script: [() => put("script", { src: to("script") })],
    frame: [() => put("iframe", { src: to("frame") })],
    form: [
      () => {
        // Into a frame, so that the page stays whatever the browser does.
        const frame = put("iframe", { name: "trial-form" });
        const form = put("form", { action: to("form"), target: "trial-form" });
        form.submit();
        return { remove: () => (form.remove(), frame.remove()) };
      },
    ],
    // From another server a worker is refused for other reasons before the policy is asked.
    worker: [() => new Worker("data:text/javascript,0")],
    prefetch: [
      (heard) => {
        if (!document.createElement("link").relList.supports("prefetch")) throw new ReferenceError("prefetch");
        const link = put("link", { rel: "prefetch", href: to("prefetch") });
        link.onload = link.onerror = heard;
        return link;
      },
      // It has no twin. One that was let out has failed by now, since there is nothing to fetch; a browser may keep that to itself.
      (wasHeard) => wasHeard || Promise.reject("unsaid"),
    ],
  };
})();

/**
 * Makes one attempt and gives its outcome: the directive that stopped it, or `silent` if it was stopped without a word, `missing` if this
 * browser has no such way, `unsaid` if nothing can be told, `out` if it was not stopped.
 */
const trialOf = async (name) => {
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const [attempt, twin] = trialAttempts[name];
  let report = () => {};
  let wasHeard = false;
  const reported = new Promise((done) => (report = done));
  const hear = ({ blockedURI, effectiveDirective }) => {
    // A frame, a worker from data and `eval` are reported without the rest of the address.
    const concerns = blockedURI.includes(`//${name}.`) || blockedURI === name || (blockedURI === "data" && name === "worker");
    if (concerns) report(effectiveDirective);
  };
  const place = typeof document === "undefined" ? self : document;
  place.addEventListener("securitypolicyviolation", hear);
  let made;
  let fault;
  try {
    made = attempt(() => (wasHeard = true));
    if (made instanceof Promise) made.catch(() => {});
  } catch (thrown) {
    fault = thrown;
  }
  const outcome = fault?.name === "ReferenceError" ? "missing" : await Promise.race([reported, wait(1000)]);
  place.removeEventListener("securitypolicyviolation", hear);
  made?.remove?.();
  if (made?.readyState === 0) made.close();
  if (outcome) return outcome;
  try {
    await twin?.(wasHeard);
    return "out";
  } catch (reason) {
    return reason === "unsaid" ? "unsaid" : "silent";
  }
};

/** All attempts one after the other, so that each report has its own; each outcome is told as it comes. */
const trialOfAll = async (tell) => {
  for (const name of Object.keys(trialAttempts)) tell(name, await trialOf(name));
};

/** What a policy cannot stop, as it would stand in a script. A letter in brackets keeps each from finding itself. */
const trialWords = {
  window: /\bope[n]\(/,
  address: /\bloca[t]ion\s*(\.\s*href\s*)?=[^=]|\bloca[t]ion\s*\.\s*(assign|replace|reload)\b|\bnavigatio[n]\b/,
  peer: /\bRTC[P]eerConnection\b/,
  ahead: /\bpreconnec[t]\b|\bdns-prefetc[h]\b/,
};

/** Tries everything. `heard` is called with place, name and outcome of each attempt and of each search of the page's scripts, and last of all with nothing. */
async function trial(heard) {
  try {
    const inPage = {};
    await trialOfAll((name, outcome) => heard("page", name, (inPage[name] = outcome)));
    const address = URL.createObjectURL(new Blob([document.getElementById("trial").textContent], { type: "text/javascript" }));
    const worker = new Worker(address);
    await new Promise((done) => {
      worker.onerror = done;
      worker.onmessage = ({ data }) => {
        if (!data) return done();
        const [name, outcome] = data;
        // The worker's policy is the page's. That one is in force there says nothing of what it stops; the browser's word in the page does.
        const isKnown = outcome !== "silent" || inPage[name].includes("-src");
        heard("worker", name, isKnown ? outcome : "out");
      };
    });
    worker.terminate();
    URL.revokeObjectURL(address);
    const scripts = [...document.scripts].map((script) => script.textContent);
    const isFound = (word) => scripts.some((text) => word.test(text));
    Object.entries(trialWords).forEach(([name, word]) => heard("scripts", name, isFound(word) ? "found" : "clean"));
  } finally {
    heard();
  }
}

if (typeof document === "undefined") trialOfAll((...told) => postMessage(told)).then(() => postMessage(null));
