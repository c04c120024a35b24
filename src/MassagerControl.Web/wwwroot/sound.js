// Cues for somebody who lies face-down: a sentence where the browser has a voice, and tones always. Nothing waits for either to end.
import { language } from "./texts.js";

const Tones = { press: [[440, 0.25], [660, 0.25]], ease: [[660, 0.2], [440, 0.3]], count: [[880, 0.1]], stop: [[330, 0.5]], ask: [[550, 0.12], [550, 0.12]] };
let context = null;
let volume = Number(localStorage.getItem("volume") ?? 60) / 100;
let lock = null;

export const loudness = () => Math.round(volume * 100);

export function setLoudness(percent) {
  volume = percent / 100;
  localStorage.setItem("volume", percent);
}

// Browsers give sound only after a touch.
export function wake() {
  context ??= new AudioContext();
  context.resume();
}

export function play(name) {
  navigator.vibrate?.(name === "stop" ? [200, 100, 200] : 80);
  if (!context || volume === 0)
    return;
  let at = context.currentTime;
  for (const [pitch, length] of Tones[name]) {
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(volume, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
    at += length;
  }
}

export function say(text) {
  const voice = globalThis.speechSynthesis?.getVoices().find(one => one.lang.startsWith(language));
  if (!voice || volume === 0)
    return;
  speechSynthesis.cancel();
  const spoken = new SpeechSynthesisUtterance(text);
  [spoken.voice, spoken.lang, spoken.volume] = [voice, voice.lang, volume];
  speechSynthesis.speak(spoken);
}

export async function stayAwake(wanted) {
  try {
    if (wanted && (!lock || lock.released))
      lock = await navigator.wakeLock?.request("screen");
    else if (!wanted) {
      await lock?.release();
      lock = null;
    }
  } catch {
    // Not allowed here: the person is told nothing they could change.
    lock = null;
  }
}
