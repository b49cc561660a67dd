//! Every way out that a script has, tried from inside: in the page and in the engine's worker, from a server and from disk. Each has its
//! control, a page without a policy that lets it out. What comes of it is written to `target/ways-out.md`.

mod ear;
mod table;
mod ways;

use anyhow::{Context, Result};
use browser_tests::{Browser, Site, page_on_disk};
use ear::Ear;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};
use table::{Row, table};
use ways::{HELP, Place, Sign, Stop, WAYS, Way};
use xtask::doors;

/// How long a way out that leads away from the page is waited for.
const PATIENCE: Duration = Duration::from_millis(2500);

/// Nothing but what the ways need: a body, a style sheet, an icon of its own.
const WITHOUT_POLICY: &str =
    "<!doctype html><link rel=icon href=data:,><meta charset=utf-8><title>without a policy</title><style>p { margin: 0 }</style><body>";

/// What every engine lets out without a policy. If it does not come, the test hears nothing and proves nothing.
const HEARD: [&str; 24] = [
    "fetch",
    "xhr",
    "socket",
    "events",
    "beacon",
    "image",
    "srcset",
    "svg-image",
    "font",
    "css-style",
    "css-rule",
    "css-import",
    "style-sheet",
    "script",
    "module",
    "import",
    "inline-script",
    "eval",
    "frame",
    "form-get",
    "engine-fetch",
    "engine-script",
    "address",
    "refresh",
];

/// A page that attacks, and the server that listens for what gets out of it.
struct Attack<'a> {
    browser: &'a Browser,
    /// The page's address.
    page: String,
    to: &'a Site,
    ears: BTreeMap<&'static str, Ear>,
    out: BTreeSet<&'static str>,
}

impl<'a> Attack<'a> {
    fn new(browser: &'a Browser, page: String, to: &'a Site) -> Result<Self> {
        let heard = WAYS.iter().filter(|way| matches!(way.sign, Sign::Connection | Sign::Packet));
        let ears = heard.map(|way| Ok((way.name, Ear::open()?))).collect::<Result<_>>()?;
        Ok(Self { browser, page, to, ears, out: BTreeSet::new() })
    }

    /// Everything that can be tried side by side.
    fn stay(&mut self) -> Result<()> {
        self.browser.open(&self.page)?;
        let in_engine = Value::from(format!(
            "addEventListener('message', async ({{ data }}) => {{
                if (!data.base) return;
                const {{ base, hosts }} = data;
                {}
                postMessage({{ tried: true }});
            }});",
            side_by_side(Place::Engine)
        ));
        // The engine as the page starts it, with the attack behind; where there is none, the attack alone.
        let script = format!(
            "const [base, hosts] = arguments;
            {HELP}
            const block = (id) => document.getElementById(id)?.textContent ?? '';
            const source = new Blob([block('engine-glue'), '\\n', block('unpack'), '\\n', block('engine-boot'), '\\n', {in_engine}]);
            const engine = new Worker(URL.createObjectURL(source));
            const tried = new Promise((done) => engine.addEventListener('message', ({{ data }}) => data.tried && done(true)));
            engine.postMessage({{ base, hosts }});
            {}
            return await Promise.race([tried, new Promise((done) => setTimeout(done, 10000, false))]);",
            side_by_side(Place::Page)
        );
        let tried = self.browser.script(&script, &[json!(self.to.address()), self.hosts()])?;
        assert_eq!(tried, json!(true), "the engine's worker did not try anything");
        thread::sleep(PATIENCE);
        self.listen();
        Ok(())
    }

    /// Everything that leads away, one at a time.
    fn leave(&mut self) -> Result<()> {
        for way in WAYS.iter().filter(|way| way.place == Place::Leaving && way.sign != Sign::None) {
            self.browser.open(&self.page)?;
            let script = format!(
                "const [base, hosts] = arguments; {HELP} const way = {}; setTimeout(() => way().catch(() => {{}}), 50);",
                asks(way)
            );
            let _ = self.browser.script(&script, &[json!(self.to.address()), self.hosts()])?;
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE && !self.out.contains(way.name) {
                thread::sleep(Duration::from_millis(50));
                self.listen();
            }
        }
        Ok(())
    }

    /// Notes what has got out.
    fn listen(&mut self) {
        let requests = self.to.requests();
        let asked = |name: &str| requests.iter().any(|request| request.split(['/', '?']).nth(1) == Some(name));
        for way in WAYS {
            let ear = self.ears.get(way.name);
            let is_out = match way.sign {
                Sign::Request => asked(way.name),
                Sign::Connection => ear.is_some_and(Ear::heard_connection),
                Sign::Packet => ear.is_some_and(Ear::heard_packet),
                Sign::None => false,
            };
            if is_out {
                let _ = self.out.insert(way.name);
            }
        }
    }

    fn hosts(&self) -> Value {
        self.ears.iter().map(|(name, ear)| ((*name).to_owned(), Value::from(ear.host()))).collect::<serde_json::Map<_, _>>().into()
    }
}

/// A way as a function that tries it.
fn asks(way: &Way) -> String {
    format!("async (to = base + '{0}', host = hosts['{0}']) => {{ {1} }}", way.name, way.body)
}

/// All ways of a place at once; none is waited for longer than the others need.
fn side_by_side(place: Place) -> String {
    let ways: Vec<String> = WAYS.iter().filter(|way| way.place == place).map(asks).collect();
    format!(
        "const patience = new Promise((done) => setTimeout(done, 3000));
        await Promise.all([{}].map((way) => Promise.race([way().catch(() => {{}}), patience])));",
        ways.join(",\n")
    )
}

/// Tries all ways out in this browser.
fn attacked(browser: &Browser) -> Result<Vec<Row>> {
    let (site, elsewhere) = (Site::start()?, Site::holding(WITHOUT_POLICY)?);
    let mut control = Attack::new(browser, elsewhere.address(), &elsewhere)?;
    control.stay()?;
    control.leave()?;
    // Some ways lead to the page's own server only, whatever the policy says.
    let mut home = Attack::new(browser, site.address(), &site)?;
    home.stay()?;
    // Each has a server of its own, so that what comes late is not taken for another's.
    let elsewhere = Site::holding(WITHOUT_POLICY)?;
    let mut served = Attack::new(browser, site.address(), &elsewhere)?;
    served.stay()?;
    served.leave()?;
    let elsewhere = Site::holding(WITHOUT_POLICY)?;
    let mut on_disk = Attack::new(browser, page_on_disk()?, &elsewhere)?;
    on_disk.stay()?;
    on_disk.leave()?;
    let out = |attacks: &[&Attack], way: &Way| attacks.iter().any(|attack| attack.out.contains(way.name));
    let row = |way: &'static Way| Row {
        way,
        without_policy: out(&[&control], way),
        served: out(&[&home, &served], way),
        on_disk: out(&[&on_disk], way),
    };
    Ok(WAYS.iter().map(row).collect())
}

#[test]
fn nothing_gets_out_that_a_policy_can_stop() -> Result<()> {
    let browser = Browser::start()?;
    let rows = attacked(&browser)?;
    table("Chromium", &rows).context("the table cannot be written")?;
    let heard = |name: &&str| rows.iter().any(|row| row.way.name == *name && row.without_policy);
    let unheard: Vec<&str> = HEARD.into_iter().filter(|name| !heard(name)).collect();
    assert_eq!(unheard, Vec::<&str>::new(), "without a policy all of these go out, or the test proves nothing");
    let out = rows.iter().filter(|row| row.way.stop == Stop::Policy && (row.served || row.on_disk));
    assert_eq!(out.map(|row| row.way.name).collect::<Vec<_>>(), Vec::<&str>::new());
    Ok(())
}

#[test]
fn what_no_policy_stops_is_looked_for_in_the_scripts() {
    for way in WAYS.iter().filter(|way| way.stop == Stop::Nobody) {
        assert!(!doors::in_script(way.body).is_empty(), "`{}` would not be found: {}", way.name, way.body);
    }
}
