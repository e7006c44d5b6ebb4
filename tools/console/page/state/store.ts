import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { About } from "../../api/about";
import { type ActionEntry, wordsOf } from "../../api/action";
import { makeHearers } from "../../api/hearers";
import type { Picture } from "../../api/picture";
import type { Changed } from "../../api/push";
import { get, post } from "./api";

/** What several views show. */
export const about = signal<About | undefined>(undefined);
export const picture = signal<Picture | undefined>(undefined);
/** Newest first. */
export const actions = signal<readonly ActionEntry[]>([]);
/** Lost: nobody answers. Restarted: a console answers that does not know this tab. */
export const connection = signal<"connecting" | "open" | "lost" | "restarted">("connecting");
/** Said aloud by a screen reader, and shown for a while. */
export const notice = signal<{ readonly text: string; readonly kind: "good" | "bad" } | undefined>(undefined);

const NOTICE_MS = 8_000;
let clearing: ReturnType<typeof setTimeout> | undefined;

export const say = (text: string, kind: "good" | "bad" = "good"): void => {
  clearTimeout(clearing);
  notice.value = { text, kind };
  clearing = setTimeout(() => {
    notice.value = undefined;
  }, NOTICE_MS);
};

/** Does something, and says what went wrong with it. */
export const orSay = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    say(wordsOf(error), "bad");
  }
};

/** Whether what a button began is under way, and how it begins. */
export const useWork = (): readonly [boolean, (work: () => Promise<void>) => Promise<void>] => {
  const [busy, setBusy] = useState(false);
  const begin = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await orSay(work);
    setBusy(false);
  };
  return [busy, begin];
};

export const loadAbout = async (): Promise<void> => {
  about.value = await get<About>("/api/about");
};

const changes = makeHearers<Changed>();

/** Hears of conversations that have changed. */
export const onConversations = changes.hear;

const PULSE_MS = 1_000;

/** Counts on while conversations change, and no faster than it pays to ask anew. */
export const pulse = signal(0);
let beating: ReturnType<typeof setTimeout> | undefined;
onConversations(() => {
  if (beating !== undefined) return;
  beating = setTimeout(() => {
    beating = undefined;
    pulse.value += 1;
  }, PULSE_MS);
});

/** The same where asking costs nothing; of a deployed stack it would. */
export const localPulse = (): number => (about.value?.kind === "local" ? pulse.value : 0);

/** What the server answers, asked for anew whenever one of the given values changes. */
export const useAnswer = <A>(ask: () => Promise<A>, given: readonly unknown[]): A | undefined => {
  const [answer, setAnswer] = useState<A>();
  useEffect(() => {
    let ended = false;
    orSay(async () => {
      const found = await ask();
      if (!ended) setAnswer(() => found);
    });
    return () => {
      ended = true;
    };
  }, given);
  return answer;
};

const dataOf = <A>(event: Event): A => JSON.parse((event as MessageEvent<string>).data) as A;

const putAction = (action: ActionEntry): void => {
  actions.value = [action, ...actions.value.filter(({ id }) => id !== action.id)].slice(0, 100);
};

const PLAIN = { name: "ECDSA", namedCurve: "P-256" } as const;

/** Held by this tab alone, and by no script: it can be used here and not be read. */
let own: { readonly privateKey: CryptoKey; readonly publicText: string } | undefined;

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** Makes this tab known to the console, so that it can come back to its next start. */
export const makeKnown = async (): Promise<void> => {
  if (own !== undefined) return;
  const { privateKey, publicKey } = await crypto.subtle.generateKey(PLAIN, false, ["sign"]);
  const publicText = base64(await crypto.subtle.exportKey("spki", publicKey));
  await post("/api/tab", { key: publicText });
  own = { privateKey, publicText };
};

/** Asks a console that was started anew to let this tab in again; what is signed names the port that the tab speaks to. */
const comeBack = async (): Promise<boolean> => {
  if (own === undefined) return false;
  const asked = await fetch("/again");
  if (!asked.ok) return false;
  const nonce = (await asked.text()).trim();
  const text = new TextEncoder().encode(`console ${location.port} ${nonce}`);
  const signature = await crypto.subtle.sign({ ...PLAIN, hash: "SHA-256" }, own.privateKey, text);
  const answer = await fetch("/again", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key: own.publicText, nonce, signature: base64(signature) }),
  });
  return answer.ok;
};

const LOOK_MS = 1_000;

/** What has become of a console that hung up: still there, gone, or another start of it. */
const lookAgain = async (): Promise<"there" | "lost" | "restarted"> => {
  try {
    const { status } = await fetch("/api/about");
    if (status !== 401) return "there";
    if (!(await comeBack())) return "restarted";
    location.reload();
    return "lost";
  } catch {
    return "lost";
  }
};

/** Takes what the server pushes; connects anew when the connection is lost, and goes on with a console that was started anew. */
export const takePushes = (onReopened: () => void): void => {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => {
    if (connection.value === "lost") onReopened();
    connection.value = "open";
  });
  const look = async (): Promise<void> => {
    const found = await lookAgain();
    if (found === "there") return takePushes(onReopened);
    connection.value = found;
    setTimeout(look, LOOK_MS);
  };
  source.addEventListener("error", () => {
    source.close();
    connection.value = "lost";
    setTimeout(look, LOOK_MS);
  });
  source.addEventListener("picture", (event) => {
    picture.value = dataOf<{ readonly picture: Picture }>(event).picture;
  });
  source.addEventListener("conversations", (event) => changes.tell(dataOf<Changed>(event)));
  source.addEventListener("action", (event) => putAction(dataOf<{ readonly action: ActionEntry }>(event).action));
};
