// Keys of a keyboard, a headset or a shutter. Esc, Space and every media key are STOP while a session runs; single keys rate, unless they are switched off.
const Stop = new Set(["Escape", " ", "AudioVolumeUp", "AudioVolumeDown", "AudioVolumeMute", "MediaPlayPause", "MediaPlay", "MediaPause", "MediaStop", "MediaTrackNext", "MediaTrackPrevious"]);
const Single = { s: "sharp", n: "numb", d: "radiating", e: "eased", p: "pause", "+": "plus", "-": "minus" };
const Typing = "input:not([type=range]):not([type=checkbox]), select, textarea";

export const singleKeys = () => localStorage.getItem("single-keys") !== "off";
export const setSingleKeys = on => localStorage.setItem("single-keys", on ? "on" : "off");

// `running` says whether a session runs, `stop` stops it, `press(kind, value)` hands in what was pressed.
export function listen({ running, stop, press }) {
  addEventListener("keydown", event => {
    if (!running() || event.ctrlKey || event.altKey || event.metaKey)
      return;
    if (Stop.has(event.key)) {
      event.preventDefault();
      if (!event.repeat)
        stop();
    } else if (singleKeys() && !event.repeat && !event.target.closest?.(Typing))
      single(event.key.toLowerCase(), press);
  }, { capture: true });
  // A focused button would act when Space is let go.
  addEventListener("keyup", event => event.key === " " && running() && event.preventDefault(), { capture: true });
}

function single(key, press) {
  if (/^[0-9]$/.test(key))
    press("rating", Number(key) || 10);
  else if (Single[key])
    press(Single[key]);
}

// Buttons of a headset come by another way where the browser plays sound: all of them are STOP.
export function mediaKeys(running, stop) {
  const session = navigator.mediaSession;
  if (!session)
    return;
  session.playbackState = running ? "playing" : "none";
  for (const action of ["play", "pause", "stop", "nexttrack", "previoustrack"])
    try {
      session.setActionHandler(action, running ? stop : null);
    } catch {
      // Not known to this browser.
    }
}
