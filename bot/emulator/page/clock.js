// The demo's clock: what people call "now". It runs on here between the server's word and its next.

import { loadClock, moveClock, switchStory } from "./api.js";

const WEEKDAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const NARROW = matchMedia("(max-width: 900px)"); // as in style.css
const REFRESH_MILLISECONDS = 30000;
const two = (number) => String(number).padStart(2, "0");

/** `2024-03-18T07:55:00` → "Thứ Hai 18/3/2024 7:55": a zero before days 1-9 and months 1-2. */
export function spoken(moment) {
  const month = moment.getUTCMonth() + 1;
  const day = `${two(moment.getUTCDate())}/${month < 3 ? two(month) : month}/${moment.getUTCFullYear()}`;
  return `${WEEKDAYS[moment.getUTCDay()]} ${day} ${moment.getUTCHours()}:${two(moment.getUTCMinutes())}`;
}

/** "22/3/2024 7:29" or "22/3/2024 7h29" → "2024-03-22T07:29", else null. */
export function localMoment(text) {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[\s,]+(\d{1,2})\s*[:hg.]\s*(\d{0,2})\s*$/i.exec(text);
  if (!found) return null;
  const [, day, month, year, hour, minute] = found;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute || 0)}`;
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
      const to = localMoment(this.to.value);
      if (to) this.move({ to });
      else this.onError("Chưa đọc được ngày giờ. Đề nghị viết như 22/3/2024 7:29.");
    });
    document.getElementById("story-on").addEventListener("change", ({ target }) => this.change(switchStory(target.checked)));
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
    this.setPresets(state.presets);
    this.setStory(state.story);
    this.show();
  }

  /** The officials of the demo who write by themselves, and what they could not do. */
  setStory(story) {
    document.getElementById("story").hidden = !story;
    if (!story) return;
    document.getElementById("story-on").checked = story.on;
    document.getElementById("story-about").textContent =
      `Từ ${story.begins} đến ${story.ends}, các cơ quan tự nhắn và báo cáo khi đồng hồ đi qua; phần trước lúc bật không diễn.`;
    const skipped = story.skipped.length;
    document.getElementById("story-skipped").hidden = !skipped;
    document.getElementById("story-skipped-count").textContent = `${skipped} chỗ không diễn được như kịch bản`;
    document.getElementById("story-skipped-list").replaceChildren(...story.skipped.map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
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
    const moved = await this.change(moveClock(where));
    if (!moved) return;
    this.to.value = "";
    if (NARROW.matches) this.open(false);
  }

  /** Shows what comes of a request; did it come about? */
  async change(asked) {
    this.section.setAttribute("aria-busy", "true");
    try {
      this.set(await asked);
      return true;
    } catch (error) {
      this.onError(error.message);
      return false;
    } finally {
      this.section.removeAttribute("aria-busy");
    }
  }
}
