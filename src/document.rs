//! The form that documents have, whatever stands in them: the style of a page, text that markup and spreadsheets take for text.

/// The style sheet of a page that is sent, printed, or pasted into a document.
const STYLE: &str = "body{font:1rem/1.5 system-ui,'Segoe UI',Roboto,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2421;\
font-variant-numeric:tabular-nums}h1{font-size:1.6rem}h2{font-size:1.3rem;margin:2.5rem 0 .5rem}h3{font-size:1.1rem;margin:2rem 0 .5rem}\
h4{font-size:1rem;margin:1rem 0 .25rem}.answer{font-size:1.15rem;font-weight:600}figure{margin:1rem 0}table{border-collapse:collapse;margin:1rem 0}\
caption{text-align:left;font-weight:600;padding-bottom:.5rem}th,td{padding:.3rem .7rem;border-bottom:1px solid #d8d6cf;text-align:right;white-space:nowrap}\
thead th{white-space:normal;vertical-align:bottom;min-width:3.5rem}th[scope=row],thead th.label{text-align:left;font-weight:500}\
tr.total>*{font-weight:650}svg{max-width:100%;height:auto}.soft{color:#55605b}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
@media print{body{margin:0;max-width:none;font-size:10.5pt}thead{display:table-header-group}tr,figure,.short{break-inside:avoid}h2,h3,h4,caption{break-after:avoid}\
section+section{break-before:page}th,td{padding:.2rem .45rem}}@page{size:A4;margin:18mm}";

/// The beginning of a page, up to its first element: no script, nothing from elsewhere.
#[must_use]
pub fn page_head(tag: &str, title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>{STYLE}</style>\n",
        escaped(title)
    )
}

/// Text as markup has it.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// One line of CSV as Swedish Excel opens it by a double click: semicolons, CRLF, and no cell that a spreadsheet would run as a formula.
pub fn csv_line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| safe(cell)).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// A cell that is data and nothing else: an apostrophe before what would start a formula, quotes around what would break the line.
fn safe(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(cell);
    let cell = if runs { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([';', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// Whether it is a number and nothing else: a minus before it runs nothing.
fn is_number(cell: &str) -> bool {
    let mut parts = cell.strip_prefix('-').unwrap_or(cell).split([',', '.']);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().is_some_and(digits) && parts.next().is_none_or(digits) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula_or_breaks_the_line() {
        assert_eq!(safe("Björkskolan"), "Björkskolan");
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("Ek; \"Stora\""), "\"Ek; \"\"Stora\"\"\"");
        assert_eq!(safe("-2;3"), "\"'-2;3\"");
        assert_eq!(safe("-2,3"), "-2,3");
        assert_eq!(safe("-2,3,4"), "'-2,3,4");
        assert_eq!(safe("-A1"), "'-A1");
    }
}
