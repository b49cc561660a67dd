//! The trial of the ways out: what `www/trial.js` tells of its attempts, and what it comes to. An attempt that nothing was heard of does
//! not count as stopped.

use franvarokalkyl::locale::Key;

/// Where attempts are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Realm {
    /// In the page itself.
    Page,
    /// In a worker like the engine's.
    Worker,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The browser stopped it, by this directive of the policy if it says by which.
    Stopped(Option<String>),
    /// This browser knows no such way.
    Missing,
    /// The browser does not say.
    Unsaid,
    /// It was not stopped.
    Out,
}

/// A piece of news from the trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// An attempt was made, by its name.
    Tried(Realm, String, Outcome),
    /// The page's scripts were searched for what no policy stops, by its name; whether it is there.
    Searched(String, bool),
    /// That was all.
    Ended,
}

impl Told {
    /// What the script says by place, name and outcome; anything else than it is known to say is its end.
    pub(crate) fn of(place: &str, name: String, outcome: String) -> Self {
        let tried = |realm, name| {
            Self::Tried(
                realm,
                name,
                match outcome.as_str() {
                    "silent" => Outcome::Stopped(None),
                    "missing" => Outcome::Missing,
                    "unsaid" => Outcome::Unsaid,
                    "out" => Outcome::Out,
                    _ => Outcome::Stopped(Some(outcome.clone())),
                },
            )
        };
        match place {
            "page" => tried(Realm::Page, name),
            "worker" => tried(Realm::Worker, name),
            "scripts" => Self::Searched(name, outcome != "clean"),
            _ => Self::Ended,
        }
    }
}

/// The attempts by the script's names for them, with their words and whether a worker can make them too.
pub(crate) const ATTEMPTS: [(&str, Key, bool); 14] = [
    ("fetch", Key::TrialFetch, true),
    ("xhr", Key::TrialXhr, true),
    ("socket", Key::TrialSocket, true),
    ("events", Key::TrialEvents, true),
    ("beacon", Key::TrialBeacon, false),
    ("form", Key::TrialForm, false),
    ("image", Key::TrialImage, false),
    ("font", Key::TrialFont, false),
    ("style", Key::TrialStyle, false),
    ("script", Key::TrialScript, true),
    ("eval", Key::TrialEval, true),
    ("frame", Key::TrialFrame, false),
    ("worker", Key::TrialWorker, false),
    ("prefetch", Key::TrialPrefetch, false),
];

/// What no policy stops and the scripts are searched for, with its words.
pub(crate) const SEARCHES: [(&str, Key); 4] =
    [("window", Key::TrialWindow), ("address", Key::TrialAddress), ("peer", Key::TrialPeer), ("ahead", Key::TrialAhead)];

/// What the trial comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// So many attempts were stopped; of so many others the browser says nothing, or does not know the way.
    Stopped { stopped: usize, others: usize },
    /// So many attempts were not stopped.
    Out(usize),
    /// The scripts have something that no policy stops.
    Found,
    /// Not all attempts and searches were made.
    Unfinished,
}

/// A trial that is under way or over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trial {
    told: Vec<Told>,
}

impl Trial {
    /// Takes in what is told, unless it is over.
    pub(super) fn hear(&mut self, told: Told) {
        if !self.is_over() {
            self.told.push(told);
        }
    }

    /// Whether there is nothing more to come.
    pub(crate) fn is_over(&self) -> bool {
        self.told.last() == Some(&Told::Ended)
    }

    /// What came of an attempt; none until it was made.
    pub(crate) fn outcome(&self, realm: Realm, name: &str) -> Option<&Outcome> {
        self.told.iter().find_map(|told| match told {
            Told::Tried(tried, of, outcome) if *tried == realm && of == name => Some(outcome),
            _ => None,
        })
    }

    /// Whether something that no policy stops is in the scripts; none until they were searched for it.
    pub(crate) fn found(&self, name: &str) -> Option<bool> {
        self.told.iter().find_map(|told| match told {
            Told::Searched(of, found) if of == name => Some(*found),
            _ => None,
        })
    }

    /// What it comes to, once it is over.
    pub(crate) fn verdict(&self) -> Option<Verdict> {
        if !self.is_over() {
            return None;
        }
        let in_page = ATTEMPTS.iter().map(|(name, ..)| self.outcome(Realm::Page, name));
        let in_worker = ATTEMPTS.iter().filter(|(_, _, too)| *too).map(|(name, ..)| self.outcome(Realm::Worker, name));
        let outcomes: Vec<Option<&Outcome>> = in_page.chain(in_worker).collect();
        let found: Vec<Option<bool>> = SEARCHES.iter().map(|(name, _)| self.found(name)).collect();
        let out = outcomes.iter().filter(|outcome| **outcome == Some(&Outcome::Out)).count();
        let stopped = outcomes.iter().filter(|outcome| matches!(outcome, Some(Outcome::Stopped(_)))).count();
        Some(if out > 0 {
            Verdict::Out(out)
        } else if found.contains(&Some(true)) {
            Verdict::Found
        } else if outcomes.contains(&None) || found.contains(&None) {
            Verdict::Unfinished
        } else {
            Verdict::Stopped { stopped, others: outcomes.len().saturating_sub(stopped) }
        })
    }
}
