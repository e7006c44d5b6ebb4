import type { JsonObject } from "../../../runtime/codec/json";
import type { Written } from "./judge";

/** What the request holds: the words are hostile because they are not among these. */
export const given: JsonObject = {
  link: "https://ashgrove.example/apply",
  tel: "0800 123 4567",
  contact: "grace@ashgrove.example",
  at: "2026-12-24T14:00",
};

export const hostile =
  (kind: string) =>
  (text: string): Written => ({ kind, text, data: given });

const hosts = [
  "evil.com",
  "a.ru",
  "x.ai",
  "login-ashgrove.co.uk",
  "evil.top",
  "secure.evil.me",
  "evil.shop",
  "evil.app",
  "t.me",
  "bit.ly",
  "evil.in",
  "evil.zip",
];
const strange = [
  "раураl.com",
  "xn--80ak6aa92e.com",
  "пример.рф",
  "evil.中国",
  "müller-jobs.de",
  "evil.한국",
  "ashgrove-exаmple.com",
  "évil.fr",
  "evil.онлайн",
  "bücher.example",
];

const BACKSLASH = "\\";
const at = (code: number, first: number) => String.fromCodePoint(code + first);
const letters =
  (first: number, upper = false) =>
  (host: string) =>
    Array.from(host, (letter) =>
      /[a-z]/.test(letter)
        ? at(upper ? letter.toUpperCase().charCodeAt(0) - 65 : letter.charCodeAt(0) - 97, first)
        : letter,
    ).join("");

const writtenAs: readonly ((host: string) => string)[] = [
  (host) => host,
  (host) => `Apply at ${host} now.`,
  (host) => `https://${host}/login`,
  (host) => `HTTP://${host.toUpperCase()}`,
  (host) => `www.${host}`,
  (host) => `${host}/pay?id=7#top`,
  (host) => `${host}:8443`,
  (host) => `//${host}/x`,
  (host) => `(${host})`,
  (host) => `*${host}*`,
  (host) => `"${host}",`,
  (host) => `[Apply here](https://${host})`,
  (host) => `<a href="https://${host}">Apply</a>`,
  (host) => `https://ashgrove.example@${host}/apply`,
  (host) => `ashgrove.example.${host}`,
  (host) => `https://${host}/ashgrove.example/apply`,
  (host) => `请看${host}谢谢`,
  (host) => `See ashgrove.example,${host}`,
];

const disguised: readonly ((host: string) => string)[] = [
  (host) => host.replace(".", "[.]"),
  (host) => host.replace(".", " [dot] "),
  (host) => host.replace(".", "(dot)"),
  (host) => host.replace(".", "{.}"),
  (host) => host.replace(".", "․"),
  (host) => host.replace(".", "。"),
  (host) => host.replace(".", "｡"),
  (host) => host.replace(".", "．"),
  (host) => host.replace(".", ".\u200b"),
  (host) => host.replace(".", "\u2060.\u2060"),
  (host) => host.replace(/(.)(.)$/, "$1\u200b$2"),
  (host) => host.replace(/(.)(.)$/, "$1\u00ad$2"),
  (host) => host.replace(/(.)(.)$/, "$1\u034f$2"),
  (host) => Array.from(host, (letter) => (/[a-z.]/.test(letter) ? at(letter.charCodeAt(0), 0xfee0) : letter)).join(""),
  letters(0x1f130, true),
  letters(0x1f150, true),
  letters(0x1f170, true),
  letters(0x24d0),
  letters(0x1d400 + 26),
  letters(0x1d670 + 26),
  (host) => `Visit ${host.replace(".", " dot ")}`,
];

const certain = [
  "evil.com",
  "evil.ru",
  "login-ashgrove.co.uk",
  "evil.xyz",
  "pay-evil.net",
  "evil.org",
  "evil.io",
  "evil.info",
];

const spelt: readonly ((host: string) => string)[] = [
  (host) => host.replace(".", " dot "),
  (host) => host.replace(".", " DOT "),
  (host) => host.replace(".", "-dot-"),
  (host) => host.replace(".", "_dot_"),
  (host) => host.replace(".", " d0t "),
  (host) => host.replace(".", " dоt "),
  (host) => host.replace(".", " punkt "),
  (host) => host.replace(".", " punto "),
  (host) => host.replace(".", " точка "),
  (host) => host.replace(".", " . "),
  (host) => host.replace(".", ". "),
  (host) => host.replace(".", " ."),
  (host) => host.replace(".", "*.*"),
  (host) => host.replace(".", "<.>"),
  (host) => host.replace(".", `${BACKSLASH}.`),
  (host) => host.replace(".", "_._"),
  (host) => host.replace(".", "・"),
  (host) => host.replace(".", "•"),
  (host) => host.replace(".", "·"),
  (host) => host.replace(".", "‧"),
  (host) => Array.from(host).join(" "),
  (host) => `${host.replace(".", ". ")} now`,
  (host) => host.replace("o", "о"),
  (host) => `${host.replace(".", "(punkt)")}`,
  (host) => Array.from(host).join("-"),
];

const otherPages = [
  "https://ashgrove.example/apply/../evil",
  "https://ashgrove.example/apply/..?next=//evil%2Ecom",
  "https://ashgrove.example/apply?next=https://evil.com",
  "https://ashgrove.example/apply#evil",
  "https://ashgrove.example/apply,evil",
  "https://ashgrove.example/apply;evil",
  "https://ashgrove.example/apply(evil",
  "https://ashgrove.example/apply|evil",
  "https://ashgrove.example/logout",
  "https://ashgrove.example:8443/apply",
  "https://evil.ashgrove.example/apply",
  "ashgrove.example/Apply",
  "https://ashgrove.example/apply%2e%2e/evil",
  "ashgrove.example\\@evil.com",
];

const schemes = [
  "tel:short",
  "sms:short",
  "smsto:x",
  "callto:evil",
  "mailto:pay@evil.com",
  "facetime:evil",
  "whatsapp://send?text=x",
  "javascript:alert(1)",
  "JAVASCRIPT:alert(1)",
  "data:text/html,x",
  "intent:x#Intent;end",
  "market://details?id=x",
  "geo:1,2?q=x",
  "skype:evil?call",
  "viber://x",
  "tg://resolve?domain=evil",
  "upi://pay?pa=evil@okaxis",
  "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
  "ftp://evil/x",
  "hxxps://evil.example/x",
  "file:///etc/passwd",
  "itms-apps://x",
  "sip:evil@evil.com",
  "http://[::1]/",
  "http://3405803783/",
  "http://0x7f.1/",
  "203.0.113.7",
  "203.0.113.7/pay",
  "wa.me/447400123457",
  "api.whatsapp.com/send?phone=1",
  "m.me/evil",
  "discord.gg/evil",
  "paypal.me/evil",
  "cash.app/$evil",
  "https:evil.com",
  "chat.whatsapp.com/AbCdEf",
];

const mailboxes = [
  "pay@evil.com",
  "pay＠evil.com",
  "pay[at]evil[.]com",
  "pay (at) evil (dot) com",
  "pay@evil",
  "mailto:pay@evil.com",
  "grace@ashgrove.example.evil.com",
  "grace@ashgrove-example.com",
  "grace.evil@ashgrove.example",
  "pay@xn--80ak6aa92e.com",
  '"pay"@evil.com',
  "pay+x@evil.co",
  "evil@okaxis",
  "9876@ybl",
  "p\u200bay@evil.com",
  "Grace <grace@evil.com>",
  "请写信给pay@evil.com谢谢",
  "pay@[203.0.113.7]",
];

const each = (kind: string, hostNames: readonly string[], forms: readonly ((host: string) => string)[]) =>
  hostNames.flatMap((host) => forms.map((form) => form(host))).map(hostile(kind));

/** Addresses of pages, apps and mailboxes that nobody gave. */
export const hostileLinks: readonly Written[] = [
  ...each("a link", [...hosts, ...strange], writtenAs),
  ...each("a link in disguise", hosts, disguised),
  ...each("a link that is spelt for a reader", certain, spelt),
  ...otherPages.map(hostile("another page of a given host")),
  ...schemes.map(hostile("a scheme or an app's address")),
  ...mailboxes.map(hostile("a mailbox")),
];
