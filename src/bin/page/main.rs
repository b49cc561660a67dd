//! The page: one document that grows from a file to a table. It knows the worker and the browser, and of the program only
//! what crosses between page and worker; no pupil ever gets here.

mod app;
mod browser;
mod fingerprint;
mod link;
mod state;
mod trial;
mod view;

fn main() {
    // The mount point is in the document that carries this program; without it there is nothing to show and nobody to tell.
    if let Some(root) = browser::element("app") {
        // A panic is a message: what it leaves of the page cannot be trusted and gives way to a sentence.
        yew::set_custom_panic_hook(Box::new(|panic| {
            console_error_panic_hook::hook(panic);
            browser::give_up("app");
        }));
        let _ = yew::Renderer::<app::App>::with_root(root).render();
    }
}
