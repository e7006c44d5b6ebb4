import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Keyword, keywordOf, type Written } from "../../../runtime/consent/keywords";
import type { Channel } from "../../../runtime/request/request";

const test = suite("keywords");

const ours = { optOut: ["Arrêt", "STOPP", "iptal"], optIn: ["Weiter"] };

const rows: readonly (readonly [Channel, Written, Keyword | undefined])[] = [
  ...[
    "STOP",
    "stop",
    " Stop! ",
    "“STOP.”",
    "\u200bstop\n",
    "ＳＴＯＰ",
    "StopAll",
    "unsubscribe",
    "END",
    "quit",
    "Cancel",
    "REVOKE",
    "OptOut",
  ].map((text) => ["sms", { text }, "opt_out"] as const),
  ["sms", { text: "start" }, "opt_in"],
  ["sms", { text: "UNSTOP" }, "opt_in"],
  ["sms", { text: "Yes" }, "opt_in_if_suppressed"],
  ["sms", { text: "info" }, "help"],
  ["sms", { text: "Please stop" }, undefined],
  ["sms", { text: "stop promotions" }, undefined],
  ["sms", { text: "ok thanks", optOutType: "STOP" }, "opt_out"],
  ["sms", { text: "stop", optOutType: "START" }, "opt_in"],
  ["sms", { text: "?", optOutType: "HELP" }, "help"],
  ["sms", { text: "stop", optOutType: "" }, "opt_out"],
  ["whatsapp", { text: "STOP  promotions" }, "opt_out"],
  ["whatsapp", { text: "optout" }, "opt_out"],
  ["whatsapp", { text: "end" }, undefined],
  ["whatsapp", { text: "yes" }, undefined],
  ["whatsapp", { text: "help" }, undefined],
  ["whatsapp", { text: "start" }, "opt_in"],
  ["whatsapp", { text: "x", optOutType: "STOP" }, "opt_out"],
  ["email", { text: "Hello", subject: "Unsubscribe" }, "opt_out"],
  ["email", { text: "Stop.", subject: "Re: Your appointment" }, "opt_out"],
  ["email", { text: "start", subject: "start" }, undefined],
  ["email", { text: "Hello", subject: "stop it" }, undefined],
  ["sms", { text: "arrêt" }, "opt_out"],
  ["sms", { text: "İptal" }, "opt_out"],
  ["sms", { text: "I\u0307PTAL" }, "opt_out"],
  ["whatsapp", { text: "\u200fstop\u200e." }, "opt_out"],
  ["email", { text: "stopp", subject: "" }, "opt_out"],
  ["whatsapp", { text: "weiter" }, "opt_in"],
  ["sms", { text: "" }, undefined],
  ["sms", { text: "!!!" }, undefined],
];

for (const [channel, written, expected] of rows)
  test(`${channel}: ${JSON.stringify(written)} is ${expected ?? "an ordinary message"}`, () => {
    assert.is(keywordOf(channel, written, ours), expected);
  });
