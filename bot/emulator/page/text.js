// Words: folding for search, and Telegram's entities as DOM nodes. Text is never read as HTML.

export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d");
}

/** Every word is found somewhere, or the query is a run of initials ("snv"). */
export function matches(query, ...fields) {
  const wanted = fold(query).trim();
  if (!wanted) return true;
  const text = fold(fields.join(" "));
  const initials = text.split(/[^a-z0-9]+/).map((word) => word[0] || "").join("");
  return wanted.split(/\s+/).every((word) => text.includes(word)) || initials.includes(wanted.replace(/\s+/g, ""));
}

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  spoiler: "span",
  text_link: "a",
  url: "a",
  bot_command: "span",
};

const SIGNS = { "🔴": "red", "🟡": "amber", "🟢": "green", "⚪": "grey" };

/** Text with the four signs drawn by the page: they carry meaning, and not every machine has a font for them. */
export function signed(text) {
  return text.split(/([🔴🟡🟢⚪])/u).filter(Boolean).map((part) => {
    if (!SIGNS[part]) return part;
    const sign = document.createElement("span");
    sign.className = `sign ${SIGNS[part]}`;
    sign.textContent = part;
    return sign;
  });
}

function element(entity, text, onLink) {
  const made = document.createElement(TAGS[entity.type] || "span");
  if (made.tagName === "A") {
    const address = entity.url || text;
    made.href = /^(https?|tg):/i.test(address) ? address : "#";
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    made.addEventListener("click", (event) => {
      if (onLink(address)) event.preventDefault();
    });
  }
  if (entity.type === "spoiler") made.className = "spoiler";
  return made;
}

/** Nodes for `text`; offsets count UTF-16 units, as JavaScript's strings do. */
export function formatted(text, entities, onLink) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, inside) => {
    const nodes = [];
    let at = from;
    while (inside.length) {
      const [entity, ...others] = inside;
      const end = Math.min(entity.offset + entity.length, to);
      if (entity.offset < at || end <= entity.offset) {
        inside = others;
        continue;
      }
      if (entity.offset > at) nodes.push(...signed(text.slice(at, entity.offset)));
      const node = element(entity, text.slice(entity.offset, end), onLink);
      node.append(...build(entity.offset, end, others.filter((other) => other.offset < end)));
      nodes.push(node);
      inside = others.filter((other) => other.offset >= end);
      at = end;
    }
    if (at < to) nodes.push(...signed(text.slice(at, to)));
    return nodes;
  };
  return build(0, text.length, sorted);
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}
