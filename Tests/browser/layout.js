// What is wrong with the layout of a page as it stands in the browser: a list of sentences.
// Boxes of SVG text are taken along the text, so that a turned label has the box that one sees.
() => {
  const OUTER = 1.5; // px that rounding may put a box outside of another
  const SMALLEST = 9; // px of a letter that one can read
  const faults = [];
  const root = document.documentElement;
  const quoted = (text) => {
    const line = text.replace(/\s+/g, " ").trim();
    return "'" + (line.length > 40 ? line.slice(0, 39) + "…" : line) + "'";
  };
  const named = (element) => element.tagName.toLowerCase() + (element.id ? "#" + element.id : "")
    + [...element.classList].map((name) => "." + name).join("");
  // Elements of a drawing that are not displayed call themselves visible, but have no boxes.
  const isVisible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.getClientRects().length > 0;

  // The page does not scroll sideways; what is wider has a box of its own that does.
  const width = root.clientWidth;
  if (root.scrollWidth > width || document.body.scrollWidth > width) {
    faults.push(`scrolls sideways: ${Math.max(root.scrollWidth, document.body.scrollWidth)} px in ${width} px`);
  }
  const scrolls = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (one instanceof SVGElement && one.ownerSVGElement) continue;
      if (getComputedStyle(one).overflowX !== "visible") return true;
    }
    return false;
  };
  const outside = (rect) => rect.width > 0 && rect.height > 0 && rect.right > width + OUTER;
  for (const element of document.body.querySelectorAll("*:not(svg *)")) {
    if (!outside(element.getBoundingClientRect()) || !isVisible(element) || scrolls(element)) continue;
    if ([...element.children].some((child) => outside(child.getBoundingClientRect()))) continue;
    faults.push(`${named(element)} ${quoted(element.textContent)} stands out of the page at its right`);
  }

  // Text stays within the block that holds it.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg,script,style,template,.skip") || !isVisible(parent)) continue;
    let block = parent;
    while (getComputedStyle(block).display.startsWith("inline") || getComputedStyle(block).display === "contents") {
      block = block.parentElement;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect(), box = block.getBoundingClientRect();
    if (text.width < 2 || box.width < 2 || getComputedStyle(block).overflowX !== "visible") continue;
    if (text.right > box.right + OUTER || text.left < box.left - OUTER) {
      faults.push(`${named(block)}: ${quoted(node.data)} stands out of its box`);
    }
  }

  // Labels within a drawing.
  const quad = (text) => {
    const box = text.getBBox(), matrix = text.getScreenCTM();
    // The box of a font is higher than its letters: what is left is from the capitals' head to the line and a little.
    const top = box.y + box.height * 0.2, bottom = box.y + box.height * 0.85;
    const corners = [[box.x, top], [box.x + box.width, top], [box.x + box.width, bottom], [box.x, bottom]];
    return corners.map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
  };
  // How deep two convex boxes go into one another, in px; none where a line parts them.
  const depth = (a, b) => {
    let least = Infinity;
    for (const box of [a, b]) {
      for (let at = 0; at < 2; at++) {
        const edge = { x: box[at + 1].x - box[at].x, y: box[at + 1].y - box[at].y };
        const length = Math.hypot(edge.x, edge.y) || 1;
        const along = (point) => (point.x * -edge.y + point.y * edge.x) / length;
        const [one, other] = [a.map(along), b.map(along)];
        const shared = Math.min(Math.max(...one), Math.max(...other)) - Math.max(Math.min(...one), Math.min(...other));
        least = Math.min(least, shared);
      }
    }
    return least;
  };
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.ownerSVGElement || !isVisible(svg)) continue;
    const frame = svg.getBoundingClientRect();
    const drawing = `drawing ${quoted(svg.querySelector("title")?.textContent ?? named(svg))}`;
    const labels = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && isVisible(text))
      .map((text) => ({ text, words: quoted(text.textContent), box: quad(text) }));
    const clips = getComputedStyle(svg).overflowX !== "visible";
    const [left, right] = clips ? [frame.left, frame.right] : [0, width];
    labels.forEach((label, at) => {
      const xs = label.box.map((point) => point.x), ys = label.box.map((point) => point.y);
      if (Math.min(...xs) < left - OUTER || Math.max(...xs) > right + OUTER
        || (clips && (Math.min(...ys) < frame.top - OUTER || Math.max(...ys) > frame.bottom + OUTER))) {
        faults.push(`${drawing}: ${label.words} is cut off`);
      }
      const matrix = label.text.getScreenCTM();
      const size = parseFloat(getComputedStyle(label.text).fontSize) * Math.hypot(matrix.a, matrix.b);
      if (size < SMALLEST) faults.push(`${drawing}: ${label.words} has letters of ${size.toFixed(1)} px`);
      for (const other of labels.slice(at + 1)) {
        if (depth(label.box, other.box) > 1) faults.push(`${drawing}: ${label.words} and ${other.words} overlap`);
      }
    });
  }
  return faults;
}
