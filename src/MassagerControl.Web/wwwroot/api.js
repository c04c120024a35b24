// Requests to the host. Every failure is an Error whose message is for the person.
import { language, t } from "./texts.js";

export let token = localStorage.getItem("token");

export function signIn(value) {
  token = value;
  if (value)
    localStorage.setItem("token", value);
  else
    localStorage.removeItem("token");
}

// A file to keep, as it comes.
export async function fetchFile(path) {
  return (await ask("GET", path)).blob();
}

export async function call(method, path, body) {
  const answer = await ask(method, path, body);
  return answer.status === 204 ? null : answer.json();
}

async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/api/${path}${path.includes("?") ? "&" : "?"}lang=${language}`, {
      method,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error(t("noHost"));
  }
  if (answer.ok)
    return answer;
  const result = await answer.json();
  if (answer.status === 401)
    signIn(null);
  const error = new Error([result.detail, ...result.reasons ?? []].join("\n"));
  error.status = answer.status;
  throw error;
}
