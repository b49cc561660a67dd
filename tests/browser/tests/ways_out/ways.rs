//! The ways out that a script has, each as the few lines that try it.

/// Where a way is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the page, beside all others.
    Page,
    /// In the page, alone: it leads away from it or changes it for the others.
    Leaving,
    /// In the engine's worker, beside all others.
    Engine,
}

/// What shows that somebody got out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A request for the way's own name.
    Request,
    /// A connection without a request.
    Connection,
    /// A packet.
    Packet,
    /// Nothing that a test can see.
    None,
}

/// Who can stop it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The content policy has to.
    Policy,
    /// No content policy can. So it may not stand in the page's code, where `xtask::doors` looks for it.
    Nobody,
}

pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) sign: Sign,
    pub(crate) stop: Stop,
    /// The body of an asynchronous function of `to`, an address to ask for, and `host`, where connections and packets are listened for.
    pub(crate) body: &'static str,
}

const fn page(name: &'static str, body: &'static str) -> Way {
    Way { name, place: Place::Page, sign: Sign::Request, stop: Stop::Policy, body }
}

const fn engine(name: &'static str, body: &'static str) -> Way {
    Way { name, place: Place::Engine, sign: Sign::Request, stop: Stop::Policy, body }
}

const fn leaving(name: &'static str, stop: Stop, body: &'static str) -> Way {
    Way { name, place: Place::Leaving, sign: Sign::Request, stop, body }
}

/// What the lines may use: an element with attributes, put into the page.
pub(crate) const HELP: &str = "const put = (tag, attributes, into = document.body) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    into.append(element);
    return element;
};";

/// In the order of the table.
pub(crate) const WAYS: &[Way] = &[
    page("fetch", "await fetch(to, { mode: 'no-cors' })"),
    page("fetch-keepalive", "await fetch(to, { mode: 'no-cors', method: 'POST', keepalive: true, body: 'x' })"),
    page("fetch-later", "fetchLater(to, { activateAfter: 0 })"),
    page("xhr", "const x = new XMLHttpRequest(); x.open('POST', to); x.send('x')"),
    page("socket", "new WebSocket(to.replace('http', 'ws'))"),
    page("socket-stream", "await new WebSocketStream(to.replace('http', 'ws')).opened"),
    Way {
        name: "web-transport",
        place: Place::Page,
        sign: Sign::Packet,
        stop: Stop::Policy,
        body: "await new WebTransport(`https://${host}/`).ready",
    },
    page("events", "new EventSource(to)"),
    page("beacon", "navigator.sendBeacon(to, 'x')"),
    page("cache", "await (await caches.open('x')).add(to)"),
    page("image", "new Image().src = to"),
    page("srcset", "put('img', { srcset: `${to} 1x` })"),
    page("picture", "put('img', {}, put('picture', {})).before(Object.assign(document.createElement('source'), { srcset: to }))"),
    page("input-image", "put('input', { type: 'image', src: to })"),
    page(
        "svg-image",
        "put('div', {}).append(document.createElementNS('http://www.w3.org/2000/svg', 'svg')); \
        const image = document.createElementNS('http://www.w3.org/2000/svg', 'image'); image.setAttribute('href', to); \
        document.body.lastChild.lastChild.append(image)",
    ),
    page(
        "svg-use",
        "put('div', {}).append(document.createElementNS('http://www.w3.org/2000/svg', 'svg')); \
        const use = document.createElementNS('http://www.w3.org/2000/svg', 'use'); use.setAttribute('href', `${to}#x`); \
        document.body.lastChild.lastChild.append(use)",
    ),
    page("icon", "put('link', { rel: 'icon', href: to }, document.head)"),
    page("audio", "put('audio', { src: to, preload: 'auto' })"),
    page("video", "put('video', { src: to, preload: 'auto' })"),
    page("poster", "put('video', { poster: to })"),
    page(
        "track",
        "const v = put('video', { src: 'data:,' }); put('track', { src: to, default: '', kind: 'captions' }, v); v.textTracks[0].mode = 'showing'",
    ),
    page("font", "await new FontFace('x', `url(${to})`).load()"),
    page("css-style", "put('p', {}).style.backgroundImage = `url(${to})`"),
    page("css-rule", "document.styleSheets[0].insertRule(`body { background: url(${to}) }`)"),
    page("css-import", "document.styleSheets[0].insertRule(`@import url(${to})`)"),
    page(
        "css-font",
        "const sheet = document.styleSheets[0]; sheet.insertRule(`@font-face { font-family: out; src: url(${to}) }`, sheet.cssRules.length); \
        put('p', {}).textContent = 'x'; document.body.lastChild.style.fontFamily = 'out'",
    ),
    page("css-attribute", "put('p', { style: `background: url(${to})` })"),
    page("css-element", "put('style', {}).textContent = `html { background: url(${to}) }`"),
    page("style-sheet", "put('link', { rel: 'stylesheet', href: to }, document.head)"),
    page("script", "put('script', { src: to })"),
    page("module", "put('script', { type: 'module', src: to })"),
    page("import", "await import(to)"),
    page("inline-script", "put('script', {}).textContent = `new Image().src = ${JSON.stringify(to)}`"),
    page("inline-handler", "put('img', { onerror: `new Image().src = ${JSON.stringify(to)}`, src: 'data:,' })"),
    page("eval", "(0, eval)(`new Image().src = ${JSON.stringify(to)}`)"),
    page("worklet", "await CSS.paintWorklet.addModule(to)"),
    page("audio-worklet", "await new AudioContext().audioWorklet.addModule(to)"),
    page("worker", "new Worker(to)"),
    page("shared-worker", "new SharedWorker(to)"),
    page("service-worker", "await navigator.serviceWorker.register(to)"),
    page("frame", "put('iframe', { src: to })"),
    page("frame-document", "put('iframe', { srcdoc: `<img src='${to}'>` })"),
    page("object", "put('object', { data: to })"),
    page("embed", "put('embed', { src: to })"),
    page("form-get", "put('iframe', { name: 'get' }); const form = put('form', { action: to, target: 'get' }); form.submit()"),
    page(
        "form-post",
        "put('iframe', { name: 'post' }); const form = put('form', { action: to, method: 'post', target: 'post' }); form.submit()",
    ),
    page("prefetch", "put('link', { rel: 'prefetch', href: to }, document.head)"),
    page("preload", "put('link', { rel: 'preload', as: 'image', href: to }, document.head)"),
    page("preload-fetch", "put('link', { rel: 'preload', as: 'fetch', href: to }, document.head)"),
    page("module-preload", "put('link', { rel: 'modulepreload', href: to }, document.head)"),
    page("manifest", "put('link', { rel: 'manifest', href: to }, document.head)"),
    page("ping", "put('a', { href: '#x', ping: to }).click()"),
    page(
        "speculation",
        "const s = document.createElement('script'); s.type = 'speculationrules'; \
        s.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [to], eagerness: 'immediate' }] }); document.head.append(s)",
    ),
    page(
        "payment",
        "await new PaymentRequest([{ supportedMethods: to }], { total: { label: 'x', amount: { currency: 'SEK', value: '1' } } }).canMakePayment()",
    ),
    engine("engine-fetch", "await fetch(to, { mode: 'no-cors' })"),
    engine("engine-xhr", "const x = new XMLHttpRequest(); x.open('POST', to); x.send('x')"),
    engine("engine-socket", "new WebSocket(to.replace('http', 'ws'))"),
    engine("engine-events", "new EventSource(to)"),
    engine("engine-cache", "await (await caches.open('x')).add(to)"),
    engine("engine-script", "importScripts(to)"),
    engine("engine-import", "await import(to)"),
    engine("engine-worker", "new Worker(to)"),
    engine("engine-font", "await new FontFace('x', `url(${to})`).load()"),
    engine("engine-eval", "await (0, eval)(`fetch(${JSON.stringify(to)}, { mode: 'no-cors' })`)"),
    Way {
        name: "engine-web-transport",
        place: Place::Engine,
        sign: Sign::Packet,
        stop: Stop::Policy,
        body: "await new WebTransport(`https://${host}/`).ready",
    },
    leaving("form-away", Stop::Policy, "put('form', { action: to }).submit()"),
    leaving("form-window", Stop::Policy, "put('form', { action: to, target: '_blank' }).submit()"),
    leaving(
        "report-uri",
        Stop::Policy,
        "put('meta', { 'http-equiv': 'Content-Security-Policy', content: `font-src 'none'; report-uri ${to}` }, document.head); \
        await new FontFace('x', 'url(data:,)').load()",
    ),
    leaving("address", Stop::Nobody, "location.href = to"),
    leaving("address-replaced", Stop::Nobody, "location.replace(to)"),
    leaving("navigation", Stop::Nobody, "navigation.navigate(to)"),
    leaving("refresh", Stop::Nobody, "put('meta', { 'http-equiv': 'refresh', content: `0; url=${to}` }, document.head)"),
    leaving("link", Stop::Nobody, "const link = put('a', {}); link.href = to; link.click()"),
    leaving("link-window", Stop::Nobody, "const link = put('a', {}); link.href = to; link.target = '_blank'; link.click()"),
    leaving("window", Stop::Nobody, "window.open(to)"),
    Way {
        name: "web-rtc",
        place: Place::Leaving,
        sign: Sign::Packet,
        stop: Stop::Nobody,
        body: "const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] }); peer.createDataChannel('x'); \
            await peer.setLocalDescription(await peer.createOffer())",
    },
    Way {
        name: "preconnect",
        place: Place::Leaving,
        sign: Sign::Connection,
        stop: Stop::Nobody,
        body: "put('link', { rel: 'preconnect', href: `http://${host}` }, document.head)",
    },
    Way {
        name: "dns-prefetch",
        place: Place::Leaving,
        sign: Sign::None,
        stop: Stop::Nobody,
        body: "put('link', { rel: 'dns-prefetch', href: 'https://franvarokalkyl.invalid' }, document.head)",
    },
];
