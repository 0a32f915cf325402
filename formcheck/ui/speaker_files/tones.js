// Short soft tones, made in the browser. Each note: [Hz, begins at s, lasts s, glides to Hz].
const NOTES = {
  good: [[523, 0, 0.16], [784, 0.12, 0.26]],
  count: [[659, 0, 0.13]],
  tick: [[988, 0, 0.06]],
  attention: [[587, 0, 0.16], [440, 0.14, 0.26]],
  done: [[523, 0, 0.18], [659, 0.16, 0.18], [784, 0.32, 0.45]],
  in: [[262, 0, 0.8, 392]],
  out: [[392, 0, 0.9, 262]],
};
const LOUD = { in: 0.1, out: 0.1 };
const USUALLY_LOUD = 0.2;
const RISE_S = 0.015;

// Plays a tone at once; returns how long it lasts, seconds.
function playTone(context, name, volume) {
  const notes = NOTES[name] ?? NOTES.attention;
  const loud = Math.max(0.0001, volume * (LOUD[name] ?? USUALLY_LOUD));
  for (const [hertz, at, lasts, to] of notes) {
    const begins = context.currentTime + at;
    const ends = begins + lasts;
    const source = new OscillatorNode(context, { type: "sine", frequency: hertz });
    const gain = new GainNode(context, { gain: 0 });
    if (to) source.frequency.linearRampToValueAtTime(to, ends);
    gain.gain.setValueAtTime(0.0001, begins);
    gain.gain.exponentialRampToValueAtTime(loud, begins + RISE_S);
    gain.gain.exponentialRampToValueAtTime(0.0001, ends);
    source.connect(gain).connect(context.destination);
    source.start(begins);
    source.stop(ends + 0.02);
  }
  return Math.max(...notes.map(([, at, lasts]) => at + lasts));
}
