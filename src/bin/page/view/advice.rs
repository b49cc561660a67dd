//! What would show more, above the tables of a report that withholds much.

use super::{Page, words};
use crate::state::Action;
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Proposal, Report};
use yew::{Html, html};

/// The proposals, each a button; nothing where little is withheld.
pub(super) fn advice(page: Page<'_>, report: &Report) -> Html {
    if !page.state.wants_advice() {
        return Html::default();
    }
    let busy = page.state.is_busy().then_some("true");
    let one = |(place, proposal): (usize, &Proposal)| {
        let (printed, all) = proposal.printed;
        let after = Key::ProposalAfter.with("printed", Value::Whole(printed)).with("all", Value::Whole(all));
        html! {
            <li>
                <button type="button" id={format!("proposal-{place}")} aria-disabled={busy} onclick={page.on(Action::TakeProposal(place))}>
                    { words::unbroken(&words::capital(&page.tell(&proposal.sentence))) }
                </button>
                { " " }<span class="soft">{ page.tell(&after) }</span>
            </li>
        }
    };
    let (printed, all) = report.printed;
    html! {
        <section id="advice" class="advice" aria-labelledby="advice-title">
            <h3 id="advice-title">{ page.say(Key::ProposalTitle) }</h3>
            {
                match page.state.proposals() {
                    None => html! { <p aria-live="polite">{ page.say(Key::ProposalWork) }</p> },
                    Some([]) => html! { <p aria-live="polite">{ page.say(Key::ProposalNone) }</p> },
                    Some(proposals) => html! {
                        <>
                            <p aria-live="polite">{ page.tell(&Key::ProposalLead.with("printed", Value::Whole(printed)).with("all", Value::Whole(all))) }</p>
                            <ul>{ for proposals.iter().enumerate().map(one) }</ul>
                        </>
                    },
                }
            }
        </section>
    }
}
