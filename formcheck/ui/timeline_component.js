// The timeline (formcheck/report/timeline_svg.py) as a part of the page: a click or Enter on a bar
// plays the film from a moment before it, a click beside the bars goes there, a line follows the
// film. Buttons anywhere on the page with data-fc-seek (seconds of the film) do the same.
const LEAD_IN_S = 1; // a mistake is watched from a little before it begins
const SVG = "http://www.w3.org/2000/svg";

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".fc-time");
  if (!box || !data) return;
  box.stop?.(); // Streamlit calls what this returns only when the page is left, not between two calls
  const player = () => document.querySelector(`.st-key-${data.player} video`);

  function draw() {
    const fits = data.widths.filter((width) => width <= box.clientWidth * 1.15).length;
    const svg = data.drawings[Math.max(fits - 1, 0)];
    if (!box.clientWidth || box.shown === svg) return;
    box.innerHTML = svg;
    box.shown = svg;
  }

  function seek(film_s, play) {
    const video = player();
    if (!video) return;
    const at = film_s - data.begins_s;
    const go = () => {
      video.currentTime = Math.min(Math.max(at, 0), video.duration || at);
      if (play) video.play().catch(() => {});
    };
    if (video.readyState >= 1) go();
    else {
      video.addEventListener("loadedmetadata", go, { once: true });
      video.load();
    }
    video.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  const from_bar = (bar) => seek(Number(bar.dataset.from) - LEAD_IN_S, true);

  box.onclick = (event) => {
    const bar = event.target.closest(".fc-bar");
    if (bar) return from_bar(bar);
    const time_s = moment(box.querySelector("svg"), event);
    if (time_s !== null) seek(time_s, false);
  };
  box.onkeydown = (event) => {
    const bar = event.target.closest(".fc-bar");
    if (!bar || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    from_bar(bar);
  };
  const elsewhere = (event) => {
    const button = event.target.closest?.("[data-fc-seek]");
    if (button) seek(Number(button.dataset.fcSeek) - LEAD_IN_S, true);
  };
  if (data.listens) document.addEventListener("click", elsewhere);

  let frame = 0;
  const follow = () => {
    const video = player();
    const svg = box.querySelector("svg");
    if (svg && video) show(svg, video.currentTime + data.begins_s);
    frame = requestAnimationFrame(follow);
  };
  const sizes = new ResizeObserver(draw);
  sizes.observe(box);
  draw();
  follow();
  box.stop = () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
    document.removeEventListener("click", elsewhere);
  };
  return box.stop;
}

const field = (svg) => {
  const { start, end, left, right, top, bottom } = svg.dataset;
  return [start, end, left, right, top, bottom].map(Number);
};

// The moment under the pointer, or null beside the field of the bars.
function moment(svg, event) {
  if (!svg) return null;
  const [start, end, left, right] = field(svg);
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(
    svg.getScreenCTM().inverse(),
  );
  if (at.x < left || at.x > right) return null;
  return start + ((at.x - left) / (right - left)) * (end - start);
}

function show(svg, time_s) {
  const [start, end, left, right, top, bottom] = field(svg);
  let head = svg.querySelector(".fc-playhead");
  if (!head) {
    head = document.createElementNS(SVG, "line");
    head.setAttribute("class", "fc-playhead");
    head.setAttribute("y1", top - 3);
    head.setAttribute("y2", bottom + 3);
    svg.append(head);
  }
  const share = Math.min(Math.max((time_s - start) / (end - start), 0), 1);
  const x = (left + share * (right - left)).toFixed(1);
  if (head.getAttribute("x1") === x) return;
  head.setAttribute("x1", x);
  head.setAttribute("x2", x);
}
