// What the access tests ask of the page as it is shown. Each function gives sentences about what is wrong, none when all is well.
window.access = (() => {
  const LEAST = 24;
  const INTERACTIVE = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const CONTROLS = "a[href], button, input, select, textarea, summary";
  const name = (one) => `${one.tagName.toLowerCase()}${one.id ? "#" + one.id : ""}${one.className && one.className.baseVal === undefined ? "." + one.className.trim().replace(/\s+/g, ".") : ""} “${(one.textContent || "").trim().slice(0, 40)}”`;
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getClientRects().length > 0;

  // A control and its label are one target; a file field that is not seen is its label.
  const box = (one) => {
    const parts = [...(one.labels ?? [])].filter((label) => label.contains(one) || one.matches(".sr")).map((label) => label.getBoundingClientRect());
    if (!one.matches(".sr")) parts.push(one.getBoundingClientRect());
    const left = Math.min(...parts.map((part) => part.left)), right = Math.max(...parts.map((part) => part.right));
    const top = Math.min(...parts.map((part) => part.top)), bottom = Math.max(...parts.map((part) => part.bottom));
    return { left, right, top, bottom, width: right - left, height: bottom - top };
  };

  // 2.5.8: at least 24 by 24 pixels, but for links in a line of text.
  const targets = () => [...document.querySelectorAll(CONTROLS)].filter((one) => shown(one) && !one.matches(".skip")).flatMap((one) => {
    const { width, height } = box(one);
    const inline = one.matches("a") && getComputedStyle(one).display === "inline";
    return inline || (width >= LEAST && height >= LEAST) ? [] : [`${name(one)} is ${width.toFixed(1)} by ${height.toFixed(1)} pixels`];
  });

  // What sticks out of the page, or is cut off inside it. What can be scrolled is in a region that the keyboard reaches.
  const cut = () => {
    const page = document.documentElement, wrong = [];
    if (page.scrollWidth > page.clientWidth) {
      wrong.push(`the page is ${page.scrollWidth} pixels wide in a window of ${page.clientWidth}`);
      for (const one of document.body.querySelectorAll("*")) {
        if (!one.closest(".scroll") && shown(one) && one.getBoundingClientRect().right > page.clientWidth + 1) wrong.push(`${name(one)} sticks out`);
      }
    }
    for (const one of document.body.querySelectorAll("*:not(.sr, .sr *, input, select, option, optgroup, svg *)")) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      const tooWide = hides(overflowX) && one.scrollWidth > one.clientWidth + 1 && textOverflow !== "ellipsis";
      const tooHigh = hides(overflowY) && one.scrollHeight > one.clientHeight + 1;
      if (shown(one) && (tooWide || tooHigh)) wrong.push(`${name(one)} is cut off`);
      const scrolls = (overflowX === "auto" || overflowX === "scroll") && one.scrollWidth > one.clientWidth + 1;
      if (shown(one) && scrolls && (one.tabIndex < 0 || !(one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")))) wrong.push(`${name(one)} scrolls and cannot be reached or has no name`);
    }
    // A control's words must fit it: a button grows, a list and a field do not.
    for (const one of document.querySelectorAll("button, .button, summary")) {
      if (shown(one) && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) && getComputedStyle(one).display !== "inline") wrong.push(`the words of ${name(one)} do not fit`);
    }
    return wrong;
  };

  const numbers = (color) => { const parts = color.match(/[\d.]+/g).map(Number); return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 }; };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => { const [a, b] = [light(one), light(other)]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const { rgb, alpha } = numbers(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return rgb;
    }
    return [255, 255, 255];
  };

  // What has the focus, and what is wrong with it: nothing has it, it is not seen, something covers it, no ring shows it.
  const focus = (byKeyboard) => {
    const one = document.activeElement, wrong = [];
    if (!one || one === document.body || one === document.documentElement) return ["nothing has the focus"];
    const seen = one.matches(".sr") && one.labels?.length ? one.labels[0] : one;
    if (!shown(seen)) wrong.push(`${name(one)} has the focus and is not shown`);
    if (one.matches("h2, main")) return wrong;
    const { left, right, top, bottom } = seen.getBoundingClientRect();
    const page = document.documentElement;
    if (bottom <= 0 || top >= page.clientHeight || right <= 0 || left >= page.clientWidth) wrong.push(`${name(one)} has the focus and is out of the window`);
    const inside = (low, high, most) => (Math.max(low, 0) + Math.min(high, most)) / 2;
    const over = document.elementFromPoint(inside(left, right, page.clientWidth), inside(top, bottom, page.clientHeight));
    if (over && !seen.contains(over) && !over.contains(seen)) wrong.push(`${name(one)} has the focus under ${name(over)}`);
    if (byKeyboard) {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(seen);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) wrong.push(`${name(one)} has the focus and no ring`);
      else {
        const ratio = contrast(numbers(outlineColor).rgb, ground(seen.parentElement ?? seen));
        if (ratio < 3) wrong.push(`the ring of ${name(one)} has a contrast of ${ratio.toFixed(2)}`);
      }
    }
    return wrong;
  };

  // Headings in order, one of the first level; what is a part of the page has a name; tables have captions and headings with a scope.
  const structure = () => {
    const wrong = [], levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown).map((one) => [Number(one.tagName[1]), one]);
    if (levels.filter(([level]) => level === 1).length !== 1) wrong.push("not one heading of the first level");
    levels.slice(1).forEach(([level, one], at) => { if (level > levels[at][0] + 1) wrong.push(`${name(one)} follows a heading of level ${levels[at][0]}`); });
    for (const landmark of ["main", "header", "footer"]) if (document.querySelectorAll(`body ${landmark}`).length !== 1) wrong.push(`not one ${landmark}`);
    for (const table of [...document.querySelectorAll("table")].filter(shown)) {
      const region = table.closest("[role=group][aria-labelledby], fieldset");
      if (!table.caption && !region) wrong.push(`${name(table)} has no caption`);
      for (const cell of table.querySelectorAll("th")) if (!cell.scope) wrong.push(`${name(cell)} has no scope`);
      if (!table.tHead && !table.querySelector("tbody th[scope=row]")) wrong.push(`${name(table)} has no headings`);
    }
    for (const field of [...document.querySelectorAll("[aria-invalid=true]")].filter(shown)) {
      const told = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
      if (!told.some((one) => one.matches(".fault") && one.textContent.trim())) wrong.push(`${name(field)} is wrong and is not described by what is wrong`);
    }
    for (const attribute of ["aria-describedby", "aria-labelledby", "for"]) {
      for (const one of document.querySelectorAll(`[${attribute}]`)) {
        for (const id of one.getAttribute(attribute).split(/\s+/)) if (!document.getElementById(id)) wrong.push(`${name(one)} points by ${attribute} at ${id}, which is not there`);
      }
    }
    for (const link of document.querySelectorAll(".faults a")) if (!document.getElementById(link.getAttribute("href").slice(1))) wrong.push(`${name(link)} leads nowhere`);
    for (const sign of [...document.querySelectorAll("td, dd")].filter((one) => one.textContent.trim().startsWith(".."))) {
      if (!sign.querySelector("[aria-hidden=true]") || !sign.querySelector(".sr")) wrong.push(`${name(sign)} is read as two full stops`);
    }
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => wrong.push(`two elements are called ${id}`));
    return wrong;
  };

  const where = () => { const one = document.activeElement; const { top, left } = one.getBoundingClientRect(); return { name: name(one), body: one === document.body, at: [...document.querySelectorAll("*")].indexOf(one), top, left }; };
  return { targets, cut, focus, structure, where, interactive: () => [...document.querySelectorAll(INTERACTIVE)].filter((one) => shown(one) && !one.disabled && one.tabIndex >= 0).map(name) };
})();
