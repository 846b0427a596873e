// Start, routes and live events. Addresses: #/ · #/dien-thoai/1001 · #/dien-thoai/1001/1002 · #/toan-tinh

import * as api from "./api.js";
import { ClockBar } from "./clock.js";
import { bySearch, PhoneList } from "./lists.js";
import { PhoneView } from "./phone.js";
import { signed } from "./text.js";

const PHONE_ROUTE = "#/dien-thoai/";
const PROVINCE_ROUTE = "#/toan-tinh";
const MOST_PHONES = 2;
const NARROW = matchMedia("(max-width: 900px)"); // as in style.css: one phone at a time
const GATHER_MILLISECONDS = 350;
const ARRIVAL_MILLISECONDS = 7000;
const ARRIVALS_ONE_BY_ONE = 2;
const MOST_ARRIVALS = 3;
const TITLE = "Trợ lý CCHC · Trình giả lập";

const byId = (id) => document.getElementById(id);
const phones = new Map(); // chat id → a line of the lists
const drafts = new Map(); // chat id → words not sent yet
let views = []; // open phones, left to right
let active = null; // chat id of the phone the picker fills
let adding = false; // the next choice opens beside the first
let bot = { name: "", username: "" };
let gathered = new Map(); // messages that came to phones not open, until shown
let gathering = null;
const crowd = { notice: null, chats: new Set() }; // the notice that stands for many phones

const clock = new ClockBar(showAlert);
const picker = new PhoneList(byId("people-list"), "person", "h3", pickAddress);
const province = new PhoneList(byId("province-list"), "card", "h3", (id) => PHONE_ROUTE + id);

// Routes

function openIds() {
  return views.map((view) => view.id);
}

/** Where choosing a person leads: in place of the active phone, or beside it. */
function pickAddress(id) {
  const open = openIds();
  if (open.includes(id)) return PHONE_ROUTE + open.join("/");
  if (adding && open.length < MOST_PHONES) return PHONE_ROUTE + [...open, id].join("/");
  if (open.length < MOST_PHONES) return PHONE_ROUTE + id;
  return PHONE_ROUTE + open.map((other) => (other === active ? id : other)).join("/");
}

function idsInHash() {
  if (!location.hash.startsWith(PHONE_ROUTE)) return [];
  const ids = location.hash.slice(PHONE_ROUTE.length).split("/").map(Number);
  return [...new Set(ids)].filter((id) => phones.has(id)).slice(0, NARROW.matches ? 1 : MOST_PHONES);
}

async function route() {
  clearArrivals();
  clock.open(false);
  const ids = idsInHash();
  const inProvince = location.hash === PROVINCE_ROUTE;
  document.body.dataset.view = inProvince ? "province" : ids.length ? "phone" : "people";
  byId("province").hidden = !inProvince;
  byId("hint").hidden = inProvince || ids.length > 0;
  mark(byId("tab-province"), inProvince);
  mark(byId("tab-people"), !inProvince && !ids.length);
  const added = ids.find((id) => !openIds().includes(id));
  await showPhones(ids);
  if (added !== undefined) {
    setActive(added);
    byId("search").value = "";
    filterPicker();
    byId("people-list").querySelector(`[data-chat="${added}"]`)?.scrollIntoView({ block: "nearest" });
  }
  if (added === undefined && !ids.includes(active)) setActive(ids[0] ?? null);
  setAdding(false);
  if (added !== undefined && matchMedia("(hover: hover)").matches) focusPhone(added);
}

function mark(link, current) {
  if (current) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

/** Not away from where the person already is: keys must not land on a button that came meanwhile. */
function focusPhone(id) {
  const view = views.find((candidate) => candidate.id === id);
  if (!view || view.root.contains(document.activeElement)) return;
  const target = view.find(".composer").hidden ? view.find(".start button") : view.words;
  target.focus({ preventScroll: true });
}

async function showPhones(ids) {
  for (const view of views) drafts.set(view.id, view.words.value);
  const kept = new Map(views.filter((view) => ids.includes(view.id)).map((view) => [view.id, view]));
  const fresh = [];
  views = ids.map((id) => {
    if (kept.has(id)) return kept.get(id);
    const view = new PhoneView(phones.get(id), drafts.get(id) || "", callbacks());
    fresh.push(view);
    return view;
  });
  byId("phones").replaceChildren(...views.map((view) => view.root));
  byId("phones").dataset.count = views.length;
  await Promise.all(fresh.map(loadView));
  for (const view of views) readNow(view.id);
}

async function loadView(view) {
  view.loaded = false;
  try {
    view.load(await api.loadPhone(view.id));
  } catch (error) {
    view.toast(error.message);
  }
}

function callbacks() {
  return {
    onSecond: () => { setAdding(true); byId("search").focus(); },
    onClose: (id) => {
      const left = openIds().filter((other) => other !== id);
      location.hash = left.length ? PHONE_ROUTE + left.join("/") : "#/";
    },
    onActive: setActive,
    onAlert: showAlert,
    botUsername: bot.username,
  };
}

function setActive(id) {
  active = id;
  for (const view of views) view.root.classList.toggle("active", view.id === id);
  picker.refreshAddresses(openIds());
}

function setAdding(on) {
  adding = on;
  document.body.classList.toggle("adding", on);
  picker.refreshAddresses(openIds());
}

// Live events

const heard = {
  message(event) {
    const { chat, message, keyboard, unread } = event;
    const view = viewOf(chat);
    const last = { text: lineOf(message), mine: message.mine, time: message.time, day: message.day };
    setLine(chat, { last, unread: view && !document.hidden ? 0 : unread });
    view?.take(event.number, () => view.arrived(message, keyboard));
    if (view) readNow(chat);
    else if (!message.mine && location.hash !== PROVINCE_ROUTE) gather(chat, last.text);
  },
  edited({ chat, message, number }) {
    const view = viewOf(chat);
    view?.take(number, () => view.edited(message));
  },
  deleted({ chat, id, number }) {
    const view = viewOf(chat);
    view?.take(number, () => view.deleted(id));
  },
  answered(event) {
    viewOf(event.chat)?.pressAnswered(event);
  },
  typing({ chat }) {
    viewOf(chat)?.typing();
  },
  read({ chat }) {
    setLine(chat, { unread: 0 });
  },
  blocked({ chat, blocked, number }) {
    setLine(chat, { blocked });
    const view = viewOf(chat);
    view?.take(number, () => view.setBlocked(blocked));
  },
  clock(event) {
    clock.set(event.clock);
  },
  async reset() {
    await loadAll();
    await Promise.all(views.map(loadView));
  },
};

const viewOf = (chat) => views.find((view) => view.id === chat);

function lineOf(message) {
  if (message.text) return message.text.split("\n")[0].slice(0, 120);
  const kinds = { photo: "Ảnh", document: "Tệp", voice: "Tin thoại", sticker: "Nhãn dán", location: "Vị trí" };
  return kinds[Object.keys(kinds).find((kind) => message[kind])] || "";
}

function setLine(chat, changes) {
  const phone = phones.get(chat);
  if (!phone) return;
  Object.assign(phone, changes);
  picker.update(phone);
  province.update(phone);
  countUnread();
}

function readNow(id) {
  if (document.hidden || !viewOf(id)) return;
  if (phones.get(id).unread) setLine(id, { unread: 0 });
  api.markRead(id).catch(() => {});
}

function countUnread() {
  const unread = [...phones.values()].filter((phone) => phone.unread);
  const total = unread.reduce((sum, phone) => sum + phone.unread, 0);
  byId("all-unread").hidden = !total;
  byId("all-unread").textContent = total || "";
  byId("all-unread").setAttribute("aria-label", `${total} tin chưa đọc`);
  document.title = total ? `(${total}) ${TITLE}` : TITLE;
  const sum = unread.length
    ? `${unread.length}/${phones.size} máy có tin chưa đọc, cộng ${total} tin.`
    : `${phones.size} máy, không có tin chưa đọc.`;
  if (byId("province-sum").textContent !== sum) byId("province-sum").textContent = sum;
  if (byId("only-unread").checked) filterProvince();
}

/** Pushes to other phones are shown as they come; a morning's digests as one line. */
function gather(chat, text) {
  gathered.set(chat, text);
  gathering ??= setTimeout(() => {
    const came = [...gathered];
    gathered = new Map();
    gathering = null;
    if (came.length > ARRIVALS_ONE_BY_ONE || crowd.notice?.isConnected) {
      showCrowd(came.map(([id]) => id));
    } else {
      for (const [id, words] of came) showArrival(phones.get(id)?.name ?? "", words, pickAddress(id));
    }
  }, GATHER_MILLISECONDS);
}

/** One notice for a whole morning: what comes while it is shown is counted in it. */
function showCrowd(ids) {
  if (!crowd.notice?.isConnected) crowd.chats = new Set();
  for (const id of ids) crowd.chats.add(id);
  clearArrivals();
  crowd.notice = showArrival(`${crowd.chats.size} máy vừa nhận tin mới`, "Xem toàn tỉnh", PROVINCE_ROUTE);
}

function clearArrivals() {
  byId("arrivals").replaceChildren();
}

function showArrival(title, text, address) {
  const link = document.createElement("a");
  link.className = "arrival";
  link.href = address;
  const strong = document.createElement("strong");
  strong.textContent = title;
  const words = document.createElement("span");
  words.append(...signed(text));
  link.append(strong, words);
  link.addEventListener("click", () => link.remove());
  byId("arrivals").append(link);
  while (byId("arrivals").childElementCount > (NARROW.matches ? 1 : MOST_ARRIVALS)) byId("arrivals").firstElementChild.remove();
  setTimeout(() => link.remove(), ARRIVAL_MILLISECONDS);
  return link;
}

function showAlert(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

// Start

function filterPicker() {
  byId("nobody").hidden = picker.filter(phones.values(), bySearch(byId("search").value)) > 0;
}

function filterProvince() {
  const only = byId("only-unread").checked;
  province.filter(phones.values(), (phone) => !only || phone.unread > 0);
}

async function loadAll() {
  const state = await api.loadPhones();
  bot = state.bot;
  phones.clear();
  for (const phone of state.phones) phones.set(phone.id, phone);
  picker.build(state.phones);
  province.build(state.phones);
  picker.refreshAddresses(openIds());
  filterPicker();
  filterProvince();
  countUnread();
  clock.set(state.clock);
  return state.event;
}

async function start() {
  const after = await loadPatiently();
  byId("search").addEventListener("input", filterPicker);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const first = byId("people-list").querySelector("li:not([hidden]) a");
    if (first) location.hash = first.hash;
  });
  byId("only-unread").addEventListener("change", filterProvince);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says which phones are open
    byId("main").focus();
  });
  addEventListener("hashchange", route);
  NARROW.addEventListener("change", route);
  document.addEventListener("visibilitychange", () => views.forEach((view) => readNow(view.id)));
  await route();
  api.listen(after, (event) => heard[event.kind]?.(event), setLive);
}

/** The server may still be starting: asks until it answers. */
async function loadPatiently() {
  for (;;) {
    try {
      return await loadAll();
    } catch {
      setLive(false);
      await new Promise((done) => { setTimeout(done, api.RETRY_MILLISECONDS); });
    }
  }
}

function setLive(live) {
  byId("offline").hidden = live;
  document.body.dataset.live = live;
}

start().catch((error) => showAlert(error.message));
