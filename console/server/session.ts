import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The key of one start, without which nobody sees or does anything, not even other users of this machine. */
export type Session = {
  /** The address that opens the console. */
  readonly address: (port: number) => string;
  /** The cookie for a browser that has opened this address; nothing for a wrong key. */
  readonly cookieFor: (key: string, port: number) => string | undefined;
  readonly isOpen: (cookies: string | undefined, port: number) => boolean;
};

const KEY_OCTETS = 32;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Cookies do not tell ports apart: each console has a name of its own. */
const nameFor = (port: number): string => `console_${port}`;

const valueIn = (cookies: string, name: string): string =>
  cookies
    .split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? "";

export const makeSession = (key: string = randomBytes(KEY_OCTETS).toString("base64url")): Session => {
  const isKey = (given: string): boolean => timingSafeEqual(digest(given), digest(key));
  return {
    address: (port) => `http://127.0.0.1:${port}/?key=${key}`,
    cookieFor: (given, port) =>
      isKey(given) ? `${nameFor(port)}=${key}; HttpOnly; SameSite=Strict; Path=/` : undefined,
    isOpen: (cookies = "", port) => isKey(valueIn(cookies, nameFor(port))),
  };
};
