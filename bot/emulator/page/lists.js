// The two lists of people: the picker beside the phones, and the province with every phone.

import { matches, signed } from "./text.js";

const GROUPLESS = "Khác";

function made(tag, className, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function grouped(phones) {
  const groups = new Map();
  for (const phone of phones) {
    const name = phone.group || GROUPLESS;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(phone);
  }
  return groups;
}

/** One link to a phone; the same nodes serve the picker and the province. */
class PhoneLink {
  constructor(phone, className) {
    this.link = made("a", className);
    this.link.dataset.chat = phone.id;
    this.name = made("span", "phone-name", phone.name);
    this.badge = made("span", "badge");
    this.time = made("span", "phone-time");
    this.line = made("span", "phone-line");
    this.link.append(this.name, this.badge, this.time, this.line);
    this.update(phone);
  }

  update(phone) {
    this.badge.textContent = phone.unread || "";
    this.badge.hidden = !phone.unread;
    this.time.textContent = phone.last?.time || "";
    const words = phone.last ? (phone.last.mine ? `Bạn: ${phone.last.text}` : phone.last.text) : phone.title || "Chưa có tin nhắn";
    this.line.replaceChildren(...signed(phone.blocked ? "Đã chặn trợ lý" : words));
    const unread = phone.unread ? `, ${phone.unread} tin chưa đọc` : "";
    this.link.setAttribute("aria-label", `${phone.name}${unread}${words ? `. ${words}` : ""}`);
    this.link.classList.toggle("unread", phone.unread > 0);
  }
}

export class PhoneList {
  /** @param address says where the link of a phone leads; `headings` is the level of the group names. */
  constructor(container, className, heading, address) {
    Object.assign(this, { container, className, heading, address, links: new Map(), sections: [] });
  }

  build(phones) {
    this.links.clear();
    this.sections = [...grouped(phones)].map(([name, members]) => {
      const section = made("section", "group");
      const list = made("ul", "group-list");
      for (const phone of members) {
        const link = new PhoneLink(phone, this.className);
        this.links.set(phone.id, link);
        const item = made("li", "");
        item.append(link.link);
        list.append(item);
      }
      section.append(made(this.heading, "group-name", name), list);
      return section;
    });
    this.container.replaceChildren(...this.sections);
    this.refreshAddresses();
  }

  update(phone) {
    this.links.get(phone.id)?.update(phone);
  }

  refreshAddresses(open = []) {
    for (const [id, { link }] of this.links) {
      link.href = this.address(id);
      if (open.includes(id)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** Hides what `keep(phone)` refuses, and groups left without anybody; gives how many are left. */
  filter(phones, keep) {
    let shown = 0;
    for (const phone of phones) {
      const kept = keep(phone);
      const link = this.links.get(phone.id);
      if (link) link.link.parentElement.hidden = !kept;
      shown += kept ? 1 : 0;
    }
    for (const section of this.sections) section.hidden = !section.querySelector("li:not([hidden])");
    return shown;
  }
}

export const bySearch = (query) => (phone) => matches(query, phone.name, phone.title, phone.group, phone.also, String(phone.id));
