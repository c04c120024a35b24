// Keeps the page itself, so that it opens and says what is wrong when the host is gone. Never answers for the API.
const shell = "massager-1";
const files = ["/", "/app.css", "/body-map.svg", "/app.js", "/api.js", "/history.js", "/charts.js", "/uplot/uPlot.esm.js", "/uplot/uPlot.min.css", "/keys.js", "/learn.js", "/live.js", "/map.js", "/notes.js", "/plan.js", "/routine.js", "/screens.js", "/session.js", "/sound.js", "/texts.js", "/languages.json", "/texts.en.json", "/icon.svg", "/manifest.webmanifest"];

self.addEventListener("install", event => event.waitUntil(caches.open(shell).then(cache => cache.addAll(files)).then(() => self.skipWaiting())));

self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

// The host first: what is kept may be of an older program.
self.addEventListener("fetch", event => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && (files.includes(path) || /^\/texts\.\w+\.json$/.test(path)))
    event.respondWith(fetch(event.request).then(answer => keep(event.request, answer)).catch(() => caches.match(event.request)));
});

function keep(request, answer) {
  if (!answer.ok)
    return answer;
  const copy = answer.clone();
  caches.open(shell).then(cache => cache.put(request, copy));
  return answer;
}
