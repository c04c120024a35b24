// STOP for one room or for all. It waits for nothing else on this page, and is said again until the clinic has answered.
import { call } from "./api.js";
import { $, say } from "./dom.js";
import { t } from "./texts.js";

const Between = 500;
const Longest = 5_000;
let latest = 0;

// When a finger touches it, not when it leaves; a key presses it too.
export function onStop(element, press) {
  let touched = -Infinity;
  element.addEventListener("pointerdown", event => {
    if (event.button !== 0)
      return;
    touched = performance.now();
    press();
  });
  element.addEventListener("click", () => {
    if (performance.now() - touched > 1_000)
      press();
  });
}

export async function stop(room) {
  const mine = ++latest;
  const tell = text => mine === latest && say($("stop-said"), text);
  tell(room ? t("stoppingOne", { room }) : t("stoppingAll"));
  const told = await untilAnswered(room, tell);
  if (told.status)
    return tell(t("stopRefused", { why: told.message }));
  const missing = told.rooms.filter(one => !one.told).map(one => one.room);
  if (missing.length)
    tell(t("stopMissing", { rooms: missing.join(", ") }));
  else
    tell(room ? t("stopToldOne", { room }) : told.rooms.length ? t("stopToldAll", { number: told.rooms.length }) : t("stopNoRooms"));
}

// A request that hangs keeps none of the later ones.
function untilAnswered(room, tell) {
  return new Promise(answered => {
    let tries = 0;
    const timer = setInterval(attempt, Between);
    function end(answer) {
      clearInterval(timer);
      answered(answer);
    }
    function attempt() {
      tries++;
      if (tries > 4)
        tell(room ? t("stopUnheardOne", { room, tries }) : t("stopUnheardAll", { tries }));
      call("POST", "desk/stop", room ? { room } : {}, Longest).then(end, failed => {
        if (failed.status === 401 || failed.status === 403)
          end(failed);
      });
    }
    attempt();
  });
}
