// Requests to the clinic, each with an end. Every failure is an Error whose message is for the person.
import { language, moment, t } from "./texts.js";

const Longest = 10_000;

export let token = localStorage.getItem("token");

export function signIn(value) {
  token = value;
  if (value)
    localStorage.setItem("token", value);
  else
    localStorage.removeItem("token");
}

export async function call(method, path, body, longest = Longest) {
  let answer;
  let result;
  try {
    answer = await fetch(`/api/${path}`, {
      method,
      headers: { "accept-language": language, ...token ? { authorization: `Bearer ${token}` } : {} },
      body: body === undefined ? undefined : JSON.stringify(body),
      // Also where somebody leaves the page: STOP goes on.
      keepalive: method === "POST",
      signal: AbortSignal.timeout(longest),
    });
    result = await answer.json();
  } catch {
    throw new Error(t("noClinic"));
  }
  if (answer.ok)
    return result;
  const error = new Error([result.detail, ...result.reasons ?? [], ...result.nextPossible ? [t("possibleFrom", { when: moment(result.nextPossible) })] : []].join("\n"));
  error.status = answer.status;
  throw error;
}
