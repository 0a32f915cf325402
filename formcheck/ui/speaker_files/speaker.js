// Says what the practice decides: each line once, in order, one at a time, and never late.
// Streamlit calls the exported function with every rerun and may mount it anew at any time, so all
// that must last lives in one Speaker on `window`. What was played is logged there as well:
// formcheckHeard = [{id, text, kind, tone, how: "voice"|"file"|"tone"|"muted", at}].
const BUILT_IN = "built-in";
const VOICES_WAIT_MS = 1200; // for the browser's list of voices
const SOUND_WAIT_MS = 1200; // for a sound file that was not sent yet
const BEGIN_WAIT_MS = 1500; // for a voice that was asked to speak
const LEAD_MS = 180; // a tone before words
const AFTER_CUT_MS = 30; // some browsers swallow words right after a cut
const TELL_AGAIN_MS = 2000; // if the app still does not know
const TELL_MOST = 10; // then somebody else must begin
const TELL_APART_MS = 400; // Streamlit takes one fragment's news at a time
const LATE_BREATH_S = 0.8;
const KEPT = "formcheck-voice";
const TONE_FOR = { correction: "attention", praise: "good", rest: "good", count: "count",
  time: "tick", side: "good", end: "done" };

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

class Speaker {
  settings = { voice: null, rate: 1, volume: 1, muted: false, breath: true };
  heard = (window.formcheckHeard ??= []);
  seen = new Map(); // practice -> ids taken
  turns = new Map(); // practice -> last turn of the breath
  sounds = new Map(); // text -> address of its sound, null if it has none
  waiting = [];
  now = null; // the line that is being said
  voices = [];
  free = 0; // when the next place may tell
  knows = false; // whether the browser's voices are known
  failures = 0;
  blocked = false;
  buttons = new Set();
  places = new Map(); // where the component stands -> {tell, known, told, at}

  constructor() {
    const synth = window.speechSynthesis;
    const look = () => {
      this.voices = (synth?.getVoices() ?? []).filter((one) => /^en\b/i.test(one.lang));
      if (this.voices.length) this.know();
    };
    this.known = new Promise((done) => (this.know = () => {
      this.knows = true;
      done();
      this.report();
    }));
    synth?.addEventListener?.("voiceschanged", look);
    setTimeout(() => this.know(), synth ? VOICES_WAIT_MS : 0);
    look();
    const unlock = () => this.unlock();
    window.addEventListener("formcheck-start", unlock);
    document.addEventListener("pointerdown", unlock, { once: true, capture: true });
  }

  // -- what comes from the page ------------------------------------------------------------------

  take(data, tell) {
    const place = this.places.get(data.place) ?? { told: null, at: -TELL_AGAIN_MS };
    this.places.set(data.place, Object.assign(place, { tell, known: data.known }));
    this.settings = data.settings;
    if (this.settings.muted) this.cut();
    if (data.keep) this.keep(JSON.stringify(data.keep));
    this.report();
    if (data.practice === null) return;
    if (!this.seen.has(data.practice)) this.begin(data);
    for (const line of data.said) this.hear(line, data);
    this.breathe(data.breath, data.practice);
    this.run();
  }

  begin({ practice, place }) {
    this.seen.set(practice, new Set());
    this.waiting = this.waiting.filter((line) => line.place !== place);
  }

  hear(line, { practice, place }) {
    if (line.sound !== undefined) this.sounds.set(line.text, line.sound);
    const seen = this.seen.get(practice);
    if (seen.has(line.id)) return;
    seen.add(line.id);
    const own = { ...line, place, over: false, ends: performance.now() + 1000 * line.left_s };
    own.gone = new Promise((done) => (own.go = done));
    if (!line.cuts) return void this.waiting.push(own);
    this.cut();
    const behind = this.waiting.findIndex((other) => !other.cuts);
    this.waiting.splice(behind < 0 ? this.waiting.length : behind, 0, own);
  }

  breathe(breath, practice) {
    if (!breath || this.turns.get(practice) === breath.turn) return;
    this.turns.set(practice, breath.turn);
    const late = breath.length_s - breath.left_s > LATE_BREATH_S;
    if (late || !this.settings.breath) return;
    const line = { id: null, text: "", kind: "breath", tone: breath.way };
    if (this.settings.muted) this.log(line, "muted");
    else this.tone(breath.way).then((lasts) => lasts && this.log(line, "tone"));
  }

  // Only what is new here: another tab may have kept something else since.
  keep(settings) {
    if (settings === this.lastKept) return;
    this.lastKept = settings;
    try {
      localStorage.setItem(KEPT, settings);
    } catch {
      // a browser that keeps nothing asks again next time
    }
  }

  // What the app should know of this browser: its voices, whether one speaks, kept settings. Each
  // place where the component stands tells it, as a rerun may take in one of them alone.
  report() {
    if (!this.knows) return;
    const voices = this.voices.map(({ name, localService }) => ({ name, local: localService }));
    const browser = { voices, speaks: this.voice() !== null, kept: kept() };
    const text = JSON.stringify(browser);
    const now = performance.now();
    for (const place of this.places.values()) {
      if (text === place.told && (place.known || now - place.at < TELL_AGAIN_MS)) continue;
      this.free = Math.max(now, this.free);
      Object.assign(place, { told: text, at: this.free });
      setTimeout(() => place.tell(browser), this.free - now);
      this.free += TELL_APART_MS;
      // A run of the page that comes at the same time may swallow it: look again by ourselves.
      if (!place.known && (place.asked = (place.asked ?? 0) + 1) < TELL_MOST) {
        setTimeout(() => this.report(), place.at - now + TELL_AGAIN_MS + 1);
      }
    }
    this.reported = text;
  }

  // -- saying ------------------------------------------------------------------------------------

  async run() {
    if (this.running) return;
    this.running = true;
    try {
      for (let line = this.next(); line; line = this.next()) {
        await this.say(line).catch((error) => console.warn("formcheck: not said:", error));
      }
    } finally {
      this.running = false;
      this.now = null;
    }
  }

  next() {
    while (this.waiting.length) {
      const line = this.waiting.shift();
      if (performance.now() <= line.ends) return line;
    }
    return null;
  }

  cut() {
    if (!this.now || this.now.over) return;
    this.now.over = true;
    this.now.stop?.();
    this.now.go();
    this.wasCut = true;
  }

  async say(line) {
    this.now = line;
    if (this.settings.muted) return this.log(line, "muted");
    if (this.wasCut) await pause(AFTER_CUT_MS);
    this.wasCut = false;
    if (!line.text) return this.toneAlone(line, line.tone);
    if (line.tone) {
      this.tone(line.tone);
      await Promise.race([pause(LEAD_MS), line.gone]);
    }
    const late = () => line.over || performance.now() > line.ends;
    if (!this.knows) {
      await Promise.race([this.known, line.gone]);
      if (late()) return;
    }
    const voice = line.over ? null : this.voice();
    if (voice) {
      if ((await this.speak(line, voice)) || late()) return;
    }
    const sound = line.over ? null : await this.sound(line);
    if (!line.over && sound && (await this.play(line, sound))) return;
    if (late()) return;
    await this.toneAlone(line, line.tone ?? TONE_FOR[line.kind] ?? "attention");
  }

  // Speaks a line with the browser's voice; false: it could not.
  speak(line, voice) {
    const synth = window.speechSynthesis;
    const { rate, volume } = this.settings;
    const words = new SpeechSynthesisUtterance(line.text);
    this.words = words; // without a reference some browsers forget to tell its end
    Object.assign(words, { voice, lang: voice.lang, rate, volume });
    if (synth.speaking || synth.pending) synth.cancel();
    return new Promise((done) => {
      let begun = false;
      let timer = null;
      const end = (said) => {
        clearTimeout(timer);
        done(said);
      };
      const begin = () => {
        if (begun || line.over) return;
        begun = true;
        this.failures = 0;
        this.log(line, "voice");
        clearTimeout(timer);
        timer = setTimeout(() => end(true), 3000 + (100 * line.text.length) / rate);
      };
      const fail = (why) => {
        if (!begun && !line.over) this.failed(why);
        end(begun || line.over);
      };
      timer = setTimeout(() => {
        if (synth.speaking) return begin();
        synth.cancel();
        fail("silent");
      }, BEGIN_WAIT_MS);
      words.onstart = begin;
      words.onend = () => {
        begin();
        end(true);
      };
      words.onerror = (event) => fail(event.error);
      line.stop = () => {
        synth.cancel();
        end(true);
      };
      synth.speak(words);
    });
  }

  failed(why) {
    if (why === "not-allowed") return this.block(true);
    this.failures += /synthesis|unavailable|audio|network/.test(why ?? "") ? 2 : 1;
    this.report();
  }

  // The voice to speak with, null for the sound files. Of itself it takes only voices that work
  // without a network: what is said is nobody else's business.
  voice() {
    const { voice: wanted } = this.settings;
    if (wanted === BUILT_IN || this.failures >= 2) return null;
    const named = this.voices.find((one) => one.name === wanted);
    const local = this.voices.filter((one) => one.localService);
    return named ?? local.find((one) => one.default) ?? local[0] ?? null;
  }

  // The sound file of a line, null if there is none or it does not come in time.
  async sound(line) {
    const latest = Math.min(performance.now() + SOUND_WAIT_MS, line.ends);
    while (!this.sounds.has(line.text) && performance.now() < latest && !line.over) await pause(50);
    return this.sounds.get(line.text) ?? null;
  }

  async play(line, sound) {
    const audio = new Audio(sound);
    audio.volume = this.settings.volume;
    audio.playbackRate = audio.defaultPlaybackRate = this.settings.rate;
    const ended = new Promise((done) => (audio.onended = audio.onerror = () => done()));
    line.stop = () => audio.pause();
    try {
      await audio.play();
    } catch (error) {
      if (error.name === "NotAllowedError") this.block(true);
      return line.over;
    }
    if (!line.over) this.log(line, "file");
    await Promise.race([ended, line.gone, pause(10000)]);
    return true;
  }

  async toneAlone(line, name) {
    const lasts = await this.tone(name);
    if (!lasts || line.over) return;
    this.log(line, "tone");
    await Promise.race([pause(1000 * lasts), line.gone]);
  }

  // Plays a tone; returns its length in seconds, 0 if sound is off.
  async tone(name) {
    const context = await this.awake();
    return context ? playTone(context, name, this.settings.volume) : 0;
  }

  log({ id, text, kind, tone }, how) {
    this.heard.push({ id, text, kind, tone, how, at: Date.now() });
  }

  // -- sound has to be allowed by a click --------------------------------------------------------

  async awake() {
    if (!window.AudioContext) return null;
    this.context ??= new AudioContext();
    if (this.context.state !== "running") {
      await Promise.race([this.context.resume().catch(() => {}), pause(300)]);
    }
    const runs = this.context.state === "running";
    this.block(!runs);
    return runs ? this.context : null;
  }

  unlock() {
    this.awake();
  }

  block(blocked) {
    this.blocked = blocked;
    for (const button of this.buttons) show(button, blocked && !this.settings.muted);
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

// While there is nothing to show, the component takes no room in the page.
function show(button, shown) {
  button.hidden = !shown;
  const box = button.getRootNode().host?.closest(".stElementContainer");
  if (box) box.style.position = shown ? "" : "absolute";
}

export default function ({ data, parentElement, setStateValue }) {
  const speaker = (window.formcheckSpeaker ??= new Speaker());
  const button = parentElement.querySelector("button");
  button.onclick = () => speaker.unlock();
  speaker.buttons.add(button);
  show(button, speaker.blocked && !data.settings.muted);
  speaker.take(data, (browser) => setStateValue("browser", browser));
  return () => {
    speaker.buttons.delete(button);
    speaker.places.delete(data.place);
  };
}
