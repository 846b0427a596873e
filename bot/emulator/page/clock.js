// The demo's clock: what people call "now". It runs on here between the server's word and its next.

import { loadClock, moveClock } from "./api.js";

const WEEKDAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const REFRESH_MILLISECONDS = 30000;
const two = (number) => String(number).padStart(2, "0");

/** `2024-03-18T07:55:00` → "Thứ Hai 18/3/2024 7:55": a zero before days 1-9 and months 1-2. */
export function spoken(moment) {
  const month = moment.getUTCMonth() + 1;
  const day = `${two(moment.getUTCDate())}/${month < 3 ? two(month) : month}/${moment.getUTCFullYear()}`;
  return `${WEEKDAYS[moment.getUTCDay()]} ${day} ${moment.getUTCHours()}:${two(moment.getUTCMinutes())}`;
}

export class ClockBar {
  constructor(onError) {
    this.onError = onError;
    this.section = document.querySelector(".clock");
    this.time = document.getElementById("clock-time");
    this.to = document.getElementById("clock-to");
    this.presets = document.getElementById("clock-presets");
    this.toggle = document.getElementById("clock-toggle");
    this.toggle.addEventListener("click", () => this.open(!this.section.classList.contains("open")));
    this.section.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.open(false);
      this.toggle.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.section.contains(event.target)) this.open(false);
    });
    document.getElementById("clock-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.move({ to: this.to.value });
    });
    setInterval(() => this.show(), 1000);
    setInterval(() => loadClock().then((state) => this.set(state)).catch(() => {}), REFRESH_MILLISECONDS);
  }

  open(shown) {
    this.section.classList.toggle("open", shown);
    this.toggle.setAttribute("aria-expanded", String(shown));
  }

  set(state) {
    this.section.hidden = !state.movable;
    if (!state.movable) return;
    this.base = Date.parse(`${state.now}Z`);
    this.since = performance.now();
    if (document.activeElement !== this.to) this.to.value = state.now.slice(0, 16);
    this.setPresets(state.presets);
    this.show();
  }

  setPresets(presets) {
    const signature = JSON.stringify(presets);
    if (signature === this.signature) return;
    this.signature = signature;
    const focused = document.activeElement?.dataset?.preset;
    this.presets.replaceChildren(...presets.map(({ key, label }) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "plain", textContent: label });
      button.dataset.preset = key;
      button.addEventListener("click", () => this.move({ preset: key }));
      return button;
    }));
    if (focused) this.presets.querySelector(`[data-preset="${focused}"]`)?.focus();
  }

  show() {
    if (this.base === undefined) return;
    const moment = new Date(this.base + performance.now() - this.since);
    const text = spoken(moment);
    if (this.time.textContent === text) return;
    this.time.textContent = text;
    this.time.dateTime = moment.toISOString().slice(0, 16);
  }

  async move(where) {
    this.section.setAttribute("aria-busy", "true");
    try {
      this.set(await moveClock(where));
    } catch (error) {
      this.onError(error.message);
    } finally {
      this.section.removeAttribute("aria-busy");
    }
  }
}
