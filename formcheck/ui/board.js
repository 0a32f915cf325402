// Shows a board (formcheck/ui/display.py). Only what changed is touched: nothing flickers, the
// meter and the breath ring move evenly between two polls, and a screen reader hears each line once.
export default function ({ data, parentElement }) {
  const board = parentElement.querySelector(".fc-live");
  if (!board || !data) return;
  board.dataset.stage = data.stage;
  board.dataset.fps = data.fps;
  for (const part of board.querySelectorAll("[data-part]")) {
    const html = data.parts[part.dataset.part] ?? "";
    if (part.shown === html) continue;
    part.innerHTML = html;
    part.shown = html;
  }
  showMeter(board.querySelector(".fc-meter"), data.meter);
  showBreath(board.querySelector(".fc-breath"), data.breath);
  const heard = board.querySelector(".fc-heard");
  if (heard.dataset.id !== String(data.caption_id)) {
    heard.dataset.id = data.caption_id;
    heard.textContent = data.caption;
  }
}

function showMeter(meter, share) {
  const known = share !== null && share !== undefined;
  meter.classList.toggle("fc-unknown", !known);
  if (known) meter.firstElementChild.style.transform = `scaleX(${share})`;
}

function showBreath(box, breath) {
  box.hidden = !breath;
  if (!breath || box.dataset.turn === String(breath.turn)) return;
  box.dataset.turn = breath.turn;
  const ring = box.querySelector(".fc-ring i");
  void ring.offsetWidth; // a ring that was hidden starts from where it stood
  ring.style.transitionDuration = `${breath.left_s}s`;
  ring.style.transform = `scale(${breath.way === "in" ? 1 : 0.45})`;
  box.querySelector(".fc-breathe").textContent = `Breathe ${breath.way}`;
}
