import { post } from "./api";

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
export const comeBack = async (): Promise<boolean> => {
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
