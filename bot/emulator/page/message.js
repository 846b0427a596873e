// One message as a list item: words, picture or file, buttons, time.

import { fileAddress } from "./api.js";
import { formatted, signed, size } from "./text.js";

function made(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function picture(message) {
  const { file, width, height } = message.photo;
  const image = made("img", "");
  Object.assign(image, { src: fileAddress(file), width, height, alt: message.text || "Ảnh", loading: "lazy" });
  const link = made("a", "picture", image);
  Object.assign(link, { href: fileAddress(file), target: "_blank", rel: "noopener" });
  link.setAttribute("aria-label", `Mở ảnh to: ${message.text || "ảnh"}`);
  return link;
}

function paper(message) {
  const { file, name, size: bytes } = message.document;
  const words = made("span", "", made("b", "", name), made("small", "", `Tệp · ${size(bytes)}`));
  const link = made("a", "paper", made("span", "paper-sign", ending(name)), words);
  Object.assign(link, { href: `${fileAddress(file)}?download`, download: name });
  return link;
}

const ending = (name) => (name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "TỆP");

function things(message) {
  const parts = [];
  if (message.photo) parts.push(picture(message));
  if (message.document) parts.push(paper(message));
  if (message.voice) parts.push(made("p", "thing", `Tin thoại · ${message.voice.seconds} giây`));
  if (message.sticker) parts.push(made("p", "sticker", message.sticker));
  if (message.location) parts.push(made("p", "thing", "Vị trí đã gửi"));
  return parts;
}

function button(choice, message, actions) {
  if (choice.url) {
    const link = made("a", "choice", choice.text);
    Object.assign(link, { href: choice.url, target: "_blank", rel: "noopener noreferrer" });
    link.addEventListener("click", (event) => {
      if (actions.onLink(choice.url)) event.preventDefault();
    });
    return link;
  }
  const node = made("button", "choice", made("span", "", ...signed(choice.text)));
  node.type = "button";
  node.addEventListener("click", () => actions.onPress(message, choice, node));
  return node;
}

/** @param actions `onPress(message, choice, node)` and `onLink(address)`, which says whether it dealt with it. */
export function messageItem(message, actions) {
  const item = made("li", message.mine ? "message mine" : "message");
  item.dataset.id = message.id;
  const bubble = made("div", "bubble", made("span", "visually-hidden", message.mine ? "Bạn:" : "Trợ lý:"));
  if (message.forwarded) bubble.append(made("p", "note", "Tin chuyển tiếp"));
  if (message.reply_to) bubble.append(made("p", "quoted", ...signed(message.reply_to.text || "Tin trước")));
  bubble.append(...things(message));
  if (message.text) bubble.append(made("div", "text", ...formatted(message.text, message.entities, actions.onLink)));
  const stamp = [message.silent && "không chuông", message.edited && "đã sửa", message.time].filter(Boolean);
  bubble.append(made("p", "stamp", stamp.join(" · ")));
  item.append(bubble);
  if (message.buttons.length) {
    const rows = message.buttons.map((row) =>
      made("div", "choice-row", ...row.map((choice) => button(choice, message, actions))),
    );
    const group = made("div", "choices", ...rows);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Lựa chọn của tin này");
    item.append(group);
  }
  return item;
}

export function dayLine(day) {
  const line = made("li", "day", made("span", "", day));
  line.dataset.day = day;
  return line;
}
