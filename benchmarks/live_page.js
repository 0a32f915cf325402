// Runs in every frame of the page before its own scripts: a clock between film and page, and a
// voice that is recorded. All records are kept in the topmost window:
//   formcheckFilm   [at, number]  the picture `number` of the film came from the camera at `at`
//   formcheckShown  {at, text}    the display changed to this text
//   formcheckSpoken {at, text}    the voice began to say this
//   formcheckTracks               the camera's tracks, so that a test can unplug the camera
// `at` is Date.now(), milliseconds.
(() => {
  const top = window.top;
  top.formcheckFilm ??= [];
  top.formcheckShown ??= [];
  top.formcheckSpoken ??= [];
  top.formcheckTracks ??= [];
  top.formcheckClicked ??= null;

  const CELLS = 20;
  const ROW = 8 / 480;

  function numberIn(luma, width) {
    let bits = 0;
    let ones = 0;
    const white = (cell) => luma[Math.floor(((cell + 0.5) * width) / CELLS)] > 128;
    if (!white(0) || white(1)) return null;
    for (let cell = 2; cell < 18; cell++) {
      bits = bits * 2 + (white(cell) ? 1 : 0);
      ones += white(cell) ? 1 : 0;
    }
    const checked = white(18) === Boolean(ones & 1) && white(19) === Boolean(ones & 2);
    return checked ? bits : null;
  }

  async function watch(track) {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      const at = Date.now();
      const { codedWidth: width, codedHeight: height } = frame;
      const rect = { x: 0, y: Math.floor((ROW * height) / 2) * 2, width, height: 2 };
      const rows = new Uint8Array(frame.allocationSize({ rect }));
      await frame.copyTo(rows, { rect });
      frame.close();
      const number = numberIn(rows, width);
      if (number !== null) top.formcheckFilm.push([at, number]);
    }
  }

  const ask = navigator.mediaDevices?.getUserMedia?.bind(navigator.mediaDevices);
  if (ask) {
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      for (const track of stream.getVideoTracks()) {
        top.formcheckTracks.push(track);
        watch(track).catch(() => {});
      }
      return stream;
    };
  }

  // What is read from afar. It may be drawn anew at any moment, so it is looked up each time.
  const DISPLAYS = ".fc-live, [data-fc-live]";
  if (window === top) {
    const watchDisplay = () => {
      const text = document.querySelector(DISPLAYS)?.innerText.replace(/\s+/g, " ").trim() ?? "";
      const before = top.formcheckShown.at(-1)?.text ?? "";
      if (text !== before) top.formcheckShown.push({ at: Date.now(), text });
    };
    setInterval(watchDisplay, 50);
  }

  document.addEventListener("click", () => { top.formcheckClicked = Date.now(); }, true);

  class Utterance extends EventTarget {
    constructor(text = "") {
      super();
      Object.assign(this, { text, lang: "", voice: null, volume: 1, rate: 1, pitch: 1 });
    }
    tell(kind) {
      const event = new Event(kind);
      this[`on${kind}`]?.(event);
      this.dispatchEvent(event);
    }
  }

  class Voice extends EventTarget {
    queue = [];
    saying = null;
    paused = false;
    get speaking() { return this.saying !== null; }
    get pending() { return this.queue.length > 0; }
    getVoices() {
      return [{
        name: "Test voice", lang: "en-GB", voiceURI: "test", default: true, localService: true,
      }];
    }
    speak(utterance) {
      this.queue.push(utterance);
      if (!this.saying) this.next();
    }
    next() {
      const utterance = (this.saying = this.queue.shift() ?? null);
      if (!utterance) return;
      setTimeout(() => {
        if (this.saying !== utterance) return;
        if (utterance.volume > 0 && utterance.text.trim()) {
          top.formcheckSpoken.push({ at: Date.now(), text: utterance.text });
        }
        utterance.tell("start");
        const lasts = (60 * utterance.text.length) / (utterance.rate || 1);
        setTimeout(() => {
          if (this.saying !== utterance) return;
          utterance.tell("end");
          this.next();
        }, lasts);
      }, 30);
    }
    cancel() {
      const cut = this.saying ? [this.saying, ...this.queue] : [...this.queue];
      this.queue = [];
      this.saying = null;
      for (const utterance of cut) utterance.tell("error");
    }
    pause() {}
    resume() {}
  }

  const voice = new Voice();
  Object.defineProperty(window, "speechSynthesis", { value: voice, configurable: true });
  window.SpeechSynthesisUtterance = Utterance;
})();
