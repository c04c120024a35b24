// What there is to know: the host's topics, each paragraph with its sources.
import { call } from "./api.js";
import { text } from "./screens.js";

export async function learn() {
  const topics = await call("GET", "topics");
  document.getElementById("topics").replaceChildren(...topics.map(topic => {
    const details = document.createElement("details");
    details.dataset.topic = topic.id;
    details.append(text("summary", topic.title), ...topic.paragraphs.flatMap(paragraph =>
      [text("p", paragraph.text), ...paragraph.sources.map(source => text("p", `${source.title}: ${source.says}`, "source"))]));
    return details;
  }));
}
