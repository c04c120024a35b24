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

export async function call(method, path, body) {
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
  if (answer.status === 204)
    return null;
  const result = await answer.json();
  if (answer.ok)
    return result;
  if (answer.status === 401)
    signIn(null);
  const error = new Error([result.detail, ...result.reasons ?? []].join("\n"));
  error.status = answer.status;
  throw error;
}
