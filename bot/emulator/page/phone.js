// One phone: its messages, the persistent keyboard, the text field. State that outlives it is kept by the store.

import * as api from "./api.js";
import { dayLine, messageItem } from "./message.js";

const NEAR_BOTTOM = 120;
const TOAST_MILLISECONDS = 4000;
const SPINNER_MILLISECONDS = 20000;
const TYPING_MILLISECONDS = 5000;

export class PhoneView {
  /** @param callbacks onSecond, onClose, onActive, onAlert(text), botUsername */
  constructor(info, draft, callbacks) {
    this.id = info.id;
    this.callbacks = callbacks;
    this.messages = new Map();
    this.spinning = new Map();
    this.waiting = []; // events that came while the phone was being loaded
    this.loaded = false;
    this.answered = new Set();
    this.root = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.find = (selector) => this.root.querySelector(selector);
    this.log = this.find(".log");
    this.scroll = this.find(".scroll");
    this.words = this.find(".words");
    this.root.dataset.chat = info.id;
    this.root.setAttribute("aria-label", `Điện thoại của ${info.name}`);
    this.find(".who-name").textContent = info.name;
    this.find(".who-title").textContent = [...new Set([info.title, info.group])].filter((t) => t && t !== info.name).join(" · ");
    this.words.id = `words-${info.id}`;
    this.find(".words-label").htmlFor = this.words.id;
    this.words.value = draft;
    this.wire();
  }

  wire() {
    const on = (selector, kind, handler) => this.find(selector).addEventListener(kind, handler);
    this.root.addEventListener("pointerdown", () => this.callbacks.onActive(this.id));
    this.root.addEventListener("focusin", () => this.callbacks.onActive(this.id));
    on(".second", "click", () => this.callbacks.onSecond(this.id));
    on(".close", "click", () => this.callbacks.onClose(this.id));
    on(".composer", "submit", (event) => { event.preventDefault(); this.send(); });
    on(".words", "keydown", (event) => this.keydown(event));
    on(".words", "input", () => this.fit());
    on(".words", "paste", (event) => this.paste(event));
    on(".file", "change", (event) => this.sendFiles(event.target.files));
    on(".more-toggle", "click", () => this.showMenu(this.find(".menu").hidden));
    on(".more", "keydown", (event) => { if (event.key === "Escape") this.showMenu(false, true); });
    on(".more", "focusout", (event) => { if (!this.find(".more").contains(event.relatedTarget)) this.showMenu(false); });
    on(".menu", "click", (event) => this.fromMenu(event.target.dataset.do));
    on(".keyboard-toggle", "click", () => this.showKeyboard(this.find(".keyboard").hidden));
    on(".start button", "click", () => this.sendText("/start"));
    on(".blocked button", "click", () => this.attempt(() => api.setBlocked(this.id, false)));
    on(".newest", "click", () => this.toBottom());
    on(".scroll", "scroll", () => { if (this.atBottom()) this.find(".newest").hidden = true; });
  }

  // What the phone shows

  /** Does what an event asks, after loading if that is under way: an older snapshot must not undo it. */
  take(number, act) {
    if (this.loaded) act();
    else this.waiting.push([number, act]);
  }

  load(state) {
    this.messages = new Map(state.messages.map((message) => [message.id, message]));
    this.log.replaceChildren();
    for (const message of this.messages.values()) this.append(message);
    this.setKeyboard(state.keyboard);
    this.setBlocked(state.blocked);
    this.tidy();
    this.fit();
    this.toBottom();
    this.loaded = true;
    for (const [number, act] of this.waiting.splice(0)) if (number > state.event) act();
  }

  append(message) {
    if (this.lastDay !== message.day || !this.log.childElementCount) this.log.append(dayLine(message.day));
    this.lastDay = message.day;
    const item = this.item(message);
    this.log.append(item);
    return item;
  }

  item(message) {
    return messageItem(message, {
      onPress: (pressed, choice, node) => this.press(pressed, choice, node),
      onLink: (address) => this.followLink(address),
    });
  }

  arrived(message, keyboard) {
    if (this.messages.has(message.id)) return;
    const stay = this.atBottom() || message.mine;
    this.messages.set(message.id, message);
    const item = this.append(message);
    this.setKeyboard(keyboard);
    if (!message.mine) this.find(".typing").textContent = "";
    if (message.photo) this.find(".toast").textContent = ""; // nothing lies over a picture
    this.tidy();
    if (stay) this.toBottom(item);
    else this.find(".newest").hidden = false;
  }

  edited(message) {
    const old = this.log.querySelector(`[data-id="${message.id}"]`);
    if (!old) return;
    const stay = this.atBottom();
    const focusedLabel = old.contains(document.activeElement) ? document.activeElement.textContent : null;
    const fresh = this.item(message);
    this.messages.set(message.id, message);
    old.replaceWith(fresh);
    if (focusedLabel !== null) this.keepFocus(fresh, focusedLabel);
    if (stay) this.toBottom();
  }

  /** The button that was pressed may be gone after the edit: the focus goes to its namesake, or to the first one. */
  keepFocus(item, label) {
    const choices = [...item.querySelectorAll(".choice")];
    (choices.find((choice) => choice.textContent === label) || choices[0] || this.words).focus({ preventScroll: true });
  }

  deleted(id) {
    this.messages.delete(id);
    this.log.querySelector(`[data-id="${id}"]`)?.remove();
    this.tidy();
  }

  /** Start stays on offer until it was pressed or the large buttons came: a push may be the first message of all. */
  tidy() {
    const none = this.messages.size === 0;
    const saidStart = [...this.messages.values()].some((message) => message.mine && message.text?.startsWith("/start"));
    const started = saidStart || !this.find(".keyboard-toggle").hidden;
    this.find(".empty").hidden = !none;
    this.find(".start").hidden = started || this.blockedNow;
    this.find(".composer").hidden = none || this.blockedNow;
  }

  setBlocked(blocked) {
    this.blockedNow = blocked;
    this.find(".blocked").hidden = !blocked;
    this.tidy();
    if (blocked) this.find(".keyboard").hidden = true;
  }

  setKeyboard(markup) {
    const rows = markup?.keyboard || [];
    const signature = JSON.stringify(rows);
    if (signature === this.keyboardSignature) return;
    this.keyboardSignature = signature;
    const box = this.find(".keyboard");
    box.replaceChildren(...rows.map((row) => {
      const line = document.createElement("div");
      line.append(...row.map((key) => this.key(key.text)));
      return line;
    }));
    this.find(".keyboard-toggle").hidden = !rows.length;
    this.showKeyboard(rows.length > 0);
    this.tidy();
    if (markup?.input_field_placeholder) this.words.placeholder = markup.input_field_placeholder;
  }

  key(label) {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = label;
    key.addEventListener("click", () => this.sendText(label));
    return key;
  }

  showKeyboard(shown) {
    const stay = this.atBottom();
    this.find(".keyboard").hidden = !shown;
    this.find(".keyboard-toggle").setAttribute("aria-expanded", String(shown));
    if (stay) this.toBottom();
  }

  typing() {
    this.find(".typing").textContent = "Trợ lý đang soạn…";
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.find(".typing").textContent = ""; }, TYPING_MILLISECONDS);
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.textContent = ""; }, TOAST_MILLISECONDS);
  }

  atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
  }

  /** To the end; a message longer than the screen is shown from its beginning. */
  toBottom(newest) {
    requestAnimationFrame(() => {
      const long = newest && newest.offsetHeight > this.scroll.clientHeight;
      const top = (node) => node.getBoundingClientRect().top;
      if (long) this.scroll.scrollTop += top(newest) - top(this.scroll);
      else this.scroll.scrollTop = this.scroll.scrollHeight;
    });
    this.find(".newest").hidden = true;
  }

  // What the person does

  async attempt(action) {
    try {
      await action();
      return true;
    } catch (error) {
      this.toast(error.message);
      return false;
    }
  }

  async send() {
    const text = this.words.value.trim();
    if (!text) return;
    this.words.value = "";
    this.fit();
    if (!(await this.sendText(text)) && !this.words.value) this.words.value = text;
  }

  sendText(text, extra) {
    return this.attempt(() => api.sendText(this.id, text, extra));
  }

  async sendFiles(files) {
    const caption = this.words.value.trim();
    for (const file of files) {
      if (await this.attempt(() => api.sendFile(this.id, file, caption))) this.words.value = "";
    }
    this.find(".file").value = "";
    this.fit();
  }

  keydown(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  paste(event) {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    this.sendFiles(event.clipboardData.files);
  }

  fit() {
    this.words.style.height = "auto";
    this.words.style.height = `${Math.min(this.words.scrollHeight, 160)}px`;
  }

  showMenu(shown, back = false) {
    this.find(".menu").hidden = !shown;
    this.find(".more-toggle").setAttribute("aria-expanded", String(shown));
    if (shown) this.find(".menu button").focus();
    if (back) this.find(".more-toggle").focus();
  }

  fromMenu(what) {
    if (!what) return;
    this.showMenu(false, true);
    if (what === "file") this.find(".file").click();
    else if (what === "block") this.attempt(() => api.setBlocked(this.id, true));
    else if (what === "forward") this.forward();
    else this.attempt(() => api.sendThing(this.id, what));
  }

  async forward() {
    const text = this.words.value.trim();
    if (!text) this.toast("Gõ nội dung trước, rồi chọn lại mục này.");
    else if (await this.sendText(text, { forwarded: true })) this.words.value = "";
  }

  async press(message, choice, node) {
    if (node.getAttribute("aria-busy") === "true") return;
    if (choice.copy_text) {
      await navigator.clipboard?.writeText(choice.copy_text.text).catch(() => {});
      this.toast("Đã chép.");
      return;
    }
    if (!choice.callback_data) return;
    node.setAttribute("aria-busy", "true");
    try {
      const { query } = await api.press(this.id, message.id, choice.callback_data);
      if (this.answered.has(query)) node.removeAttribute("aria-busy");
      else this.spin(query, node);
    } catch (error) {
      node.removeAttribute("aria-busy");
      this.toast(error.message);
    }
  }

  spin(query, node) {
    this.spinning.set(query, node);
    setTimeout(() => this.stopSpinning(query), SPINNER_MILLISECONDS);
  }

  stopSpinning(query) {
    this.spinning.get(query)?.removeAttribute("aria-busy");
    this.spinning.delete(query);
  }

  /** The bot answered a press: the spinner ends; words are a short notice, or a dialog when it asked for one. */
  pressAnswered({ query, text, alert }) {
    this.answered.add(query);
    this.stopSpinning(query);
    if (text && alert) this.callbacks.onAlert(text);
    else if (text) this.toast(text);
  }

  /** A deep link to this very bot presses Start with its code, as Telegram does. */
  followLink(address) {
    const found = /^https?:\/\/t\.me\/(\w+)\?start=([\w-]+)$/i.exec(address);
    if (!found || found[1].toLowerCase() !== this.callbacks.botUsername.toLowerCase()) return false;
    this.sendText(`/start ${found[2]}`);
    return true;
  }
}
