// Two films of the same repetition, started together. At the same pace each moment of the one stands
// beside the same share of the other; the longer repetition runs at its own speed.
//
// Streamlit calls the function again with other data, but what it returns only when the page is
// left: so each call ends the one before, and what lasts is kept on the element.
const OFF_S = 0.12; // films further apart than this are put together again

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".fc-together");
  if (!box || !data) return;
  box.stop?.();
  const [button, range, pace] = ["button", ".fc-share", ".fc-pace"].map((one) => box.querySelector(one));
  const films = () => data.players.map((key) => document.querySelector(`.st-key-${key} video`));
  const lengths = data.reps.map(([from, to]) => Math.max(to - from, 0.05));
  const longest = Math.max(...lengths);

  const share_of = (video, at) => (video.currentTime - data.reps[at][0]) / lengths[at];
  const slowed = (at) => (pace.checked ? lengths[at] / longest : 1);

  function put(share) {
    films().forEach((video, at) => {
      if (video) video.currentTime = data.reps[at][0] + share * lengths[at];
    });
    range.value = 100 * share;
  }

  function play(on) {
    box.playing = on;
    button.textContent = on ? "Pause" : "Play both";
    films().forEach((video, at) => {
      if (!video) return;
      video.muted = true;
      video.playbackRate = slowed(at);
      if (on) video.play().catch(() => {});
      else video.pause();
    });
  }

  button.onclick = () => {
    if (!box.playing && Number(range.value) >= 99) put(0);
    play(!box.playing);
  };
  pace.onchange = () => {
    put(Number(range.value) / 100);
    play(Boolean(box.playing));
  };
  range.oninput = () => {
    play(false);
    put(Number(range.value) / 100);
  };

  // Another repetition begins at its start, and plays on if the one before played; a film that is
  // not loaded yet goes there when it is.
  const wanted = JSON.stringify([data.players, data.reps]);
  if (box.shown !== wanted) {
    box.shown = wanted;
    range.value = 0;
    films().forEach((video, at) => {
      if (!video) return;
      const begin = () => (video.currentTime = data.reps[at][0]);
      if (video.readyState >= 1) begin();
      else video.addEventListener("loadedmetadata", begin, { once: true });
    });
  }
  if (box.playing) play(true);

  let frame = 0;
  const follow = () => {
    frame = requestAnimationFrame(follow);
    if (!box.playing) return;
    const both = films();
    if (both.some((video) => !video)) return play(false);
    if (both.some((video) => video.readyState < 1)) return; // another film, not loaded yet
    const shares = both.map(share_of);
    const ended = (at) => shares[at] >= 1 || both[at].ended;
    if (pace.checked) {
      const lead = longest === lengths[0] ? 0 : 1;
      const apart = (shares[1 - lead] - shares[lead]) * lengths[1 - lead];
      if (Math.abs(apart) > OFF_S && !both[1 - lead].seeking && !ended(lead))
        both[1 - lead].currentTime = data.reps[1 - lead][0] + shares[lead] * lengths[1 - lead];
    } else both.forEach((video, at) => ended(at) && !video.paused && video.pause());
    range.value = 100 * Math.min(Math.max(...shares), 1);
    if (pace.checked ? ended(0) || ended(1) : ended(0) && ended(1)) {
      put(0); // again, until somebody has seen enough
      play(true);
    }
  };
  follow();
  const stop = () => cancelAnimationFrame(frame);
  box.stop = stop;
  return () => {
    stop();
    if (box.stop === stop) films().forEach((video) => video?.pause()); // else a later call plays
  };
}
