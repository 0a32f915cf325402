// The big Start: asks the browser for the camera within the click, so that a refusal has a name,
// and unlocks the sound. The stream is held until the practice has its own: opening a camera twice
// in a row takes a second, and some cannot. Then the camera component's own Start is pressed.
const MEMORY = "streamlit-webrtc:device-ids";
const HELD_MS = 20000; // busy computers take a while
const GONE_MS = 6000; // the practice has its own stream by then, or was stopped
// On the window, for this file may be loaded anew with each button that is drawn.
const shared = (window.formcheckStart ??= { held: null, looking: 0 });

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const button = parentElement.querySelector("button");
  const chooser = parentElement.querySelector(".fc-cameras");
  const words = parentElement.querySelector(".fc-asking");
  const words_before = button.querySelector("span").textContent;
  if (words_before && words_before !== data.label) letGo(); // another tab practises
  button.querySelector("span").textContent = data.label;
  button.onclick = async () => {
    window.dispatchEvent(new CustomEvent("formcheck-start"));
    button.disabled = true;
    words.hidden = false;
    const answer = await ask();
    words.hidden = true;
    button.disabled = false;
    setTriggerValue("start", answer);
    if (answer.ok) pressInside();
  };
  list(chooser, setStateValue);
  button.unlisten?.(); // of the call before: what this returns is called only at the very end
  const listed = () => list(chooser, setStateValue);
  navigator.mediaDevices?.addEventListener?.("devicechange", listed);
  const unlisten = () => navigator.mediaDevices?.removeEventListener?.("devicechange", listed);
  button.unlisten = unlisten;
  return () => {
    unlisten();
    if (shared.held) setTimeout(letGo, GONE_MS);
  };
}

// Told to play, the camera's component may start several times at once and then waits for ever;
// pressed, it starts once. Its own buttons are not shown.
function pressInside() {
  const end = performance.now() + HELD_MS;
  clearInterval(shared.looking); // only one looks, or Start would be pressed twice
  shared.looking = setInterval(() => {
    for (const frame of document.querySelectorAll('iframe[src*="webrtc"]')) {
      const inside = frame.contentDocument;
      const button = [...(inside?.querySelectorAll("#root button") ?? [])].find(
        (one) => one.textContent.trim() === "Start" && !one.disabled,
      );
      if (!button) continue;
      clearInterval(shared.looking);
      const hide = inside.createElement("style");
      hide.textContent = "#root button { display: none }";
      inside.head.append(hide);
      button.click();
      return;
    }
    if (performance.now() > end) clearInterval(shared.looking);
  }, 50);
}

async function ask() {
  if (!navigator.mediaDevices?.getUserMedia) return { ok: false, name: "InsecureContext" };
  const device = remembered();
  const video = { width: { ideal: 640 }, height: { ideal: 480 } };
  if (device) video.deviceId = { ideal: device };
  try {
    letGo();
    shared.held = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    setTimeout(letGo, HELD_MS);
    return { ok: true };
  } catch (error) {
    return { ok: false, name: error?.name ?? "Error" };
  }
}

function letGo() {
  shared.held?.getTracks().forEach((track) => track.stop());
  shared.held = null;
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? "{}").video;
  } catch {
    return undefined;
  }
}

// The camera component reads this memory when it appears: the page gives it a new key then.
function remember(device) {
  try {
    const own = Object.keys(localStorage).filter((key) => key.startsWith(`${MEMORY}:`));
    own.forEach((key) => localStorage.removeItem(key));
    localStorage.setItem(MEMORY, JSON.stringify({ video: device }));
  } catch {
    // a browser that keeps nothing takes its first camera
  }
}

async function list(chooser, setStateValue) {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  const cameras = all.filter((one) => one.kind === "videoinput" && one.deviceId);
  chooser.hidden = cameras.length < 2;
  const box = chooser.querySelector("select");
  const offered = cameras.map((one, at) => new Option(one.label || `Camera ${at + 1}`, one.deviceId));
  box.replaceChildren(...offered);
  const now = remembered();
  if (cameras.some((one) => one.deviceId === now)) box.value = now;
  box.onchange = () => {
    remember(box.value);
    setStateValue("camera", box.value);
  };
}
