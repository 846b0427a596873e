// The page's own door to the emulator. Errors carry the sentence the server gave.

export const RETRY_MILLISECONDS = 2000;

async function call(path, options) {
  let response;
  try {
    response = await fetch(`/emulator/${path}`, options);
  } catch {
    throw new Error("Chưa gửi được: mất kết nối với trình giả lập.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || "Chưa làm được, đề nghị thử lại.");
  return body;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const loadPhones = () => call("phones");
export const loadPhone = (id) => call(`phones/${id}`);
export const loadClock = () => call("clock");
export const moveClock = (where) => post("clock", where);
export const switchStory = (on) => post("story", { on });
export const sendText = (id, text, extra = {}) => post(`phones/${id}/messages`, { text, ...extra });
export const sendThing = (id, kind) => post(`phones/${id}/things`, { kind });
export const press = (id, message, data) => post(`phones/${id}/presses`, { message, data });
export const markRead = (id) => post(`phones/${id}/read`, {});
export const setBlocked = (id, blocked) => post(`phones/${id}/blocked`, { blocked });
export const fileAddress = (file) => `/emulator/files/${encodeURIComponent(file)}`;

export function sendFile(id, file, caption) {
  const form = new FormData();
  form.append("caption", caption);
  form.append("file", file, file.name || "tep");
  return call(`phones/${id}/files`, { method: "POST", body: form });
}

/** Live events after number `after`. The browser reconnects by itself, unless it was refused: then we do. */
export function listen(after, onEvent, onState) {
  let last = after;
  const source = new EventSource(`/emulator/events?after=${after}`);
  source.onopen = () => onState(true);
  source.onerror = () => {
    onState(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(last, onEvent, onState), RETRY_MILLISECONDS);
  };
  source.onmessage = (event) => {
    last = Number(event.lastEventId);
    onEvent({ ...JSON.parse(event.data), number: last });
  };
}
