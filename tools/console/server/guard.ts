import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isKey, namesListener, newKey } from "../../aws/guard";

/** What is known of a request before anything is done for it. */
export type Asked = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders };

type Refused = { readonly status: number; readonly text: string };

/** A page may be opened by hand; what it loads must come from itself. */
const sitesFor = (path: string): readonly string[] => (path === "/" ? ["none", "same-origin"] : ["same-origin"]);

const refuse = (text: string): Refused => ({ status: 403, text });

/**
 * Refuses what does not come from this console's own page: another host name (DNS rebinding), another origin or site. A
 * program without a browser sends neither origin nor site; it needs the key like everybody.
 */
export const refusalOf = (port: number, { method, path, headers }: Asked): Refused | undefined => {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (method !== "GET" && method !== "POST") return { status: 405, text: "The console knows GET and POST." };
  if (!namesListener(headers, port)) return refuse("The console answers to 127.0.0.1 and localhost only.");
  if (origin !== undefined && origin !== `http://${host}`) return refuse("The console answers its own page only.");
  if (method === "POST" && origin === undefined) return refuse("A change must come from the console's own page.");
  if (site !== undefined && !sitesFor(path).includes(String(site)))
    return refuse("Paste the console's address into the browser: links and requests of other pages are refused.");
  return undefined;
};

/** Cookies do not tell ports apart: each console has a name of its own. */
const nameFor = (port: number): string => `console_${port}`;

const valueIn = (cookies: string, name: string): string =>
  new RegExp(`(?:^|;)\\s*${name}=([^;]*)`).exec(cookies)?.[1] ?? "";

/** The key of one start, without which nobody sees or does anything, not even other users of this machine. */
export const makeSession = (key: string = newKey()) => {
  /** Derived, because a browser shows it to whatever else listens on this host: what it opens is this console, and the key stays out of it. */
  const cookieValue = (port: number): string => createHmac("sha256", key).update(nameFor(port)).digest("base64url");
  const setCookie = (port: number): string =>
    `${nameFor(port)}=${cookieValue(port)}; HttpOnly; SameSite=Strict; Path=/`;
  return {
    /** What opens the console. */
    address: (port: number): string => `http://127.0.0.1:${port}/?key=${key}`,
    /** The cookie for a browser that has opened this address; nothing for a wrong key. */
    cookieFor: (given: string, port: number): string | undefined => (isKey(key, given) ? setCookie(port) : undefined),
    /** The same for a tab that has shown to be known. */
    cookieForTab: setCookie,
    isOpen: (cookies: string | undefined, port: number): boolean =>
      isKey(cookieValue(port), valueIn(cookies ?? "", nameFor(port))),
  };
};
export type Session = ReturnType<typeof makeSession>;
