import type { Channel } from "../../../runtime/request/request";
import { given } from "./hostile-links";
import type { Written } from "./judge";

const on =
  (kind: string, channel: Channel) =>
  (text: string): Written => ({ kind, text, channel, data: given });

const templates = [
  "{{1}}",
  "{{3}}",
  "Hello {{name}}",
  "{{{2}}}",
  "{{#if x}}y{{/if}}",
  "{% raw %}",
  "<%asm_group_unsubscribe_raw_url%>",
  "$\u007bsecret}",
  "}} x {{",
  "[unsubscribe]",
  "[Weblink]",
  "[%subject%]",
  "%unsubscribe_url%",
  "｛｛1｝｝",
  "{\u200b{1}}",
];

const html = [
  "<a href=//evil&#x2e;com>Apply</a>",
  "<img src=x>",
  "<form action=x>",
  "<style>p{}</style>",
  "<b>bold</b>",
  "</p>",
  "<!-- x -->",
  "<script>x",
  "&lt;b&gt;",
  "evil&period;com",
  "evil&#46;com",
  "&#x65;vil",
  "&nbsp;&nbsp;",
  "<A HREF=x>",
  "<svg/onload=x>",
  "<?php",
  "<br/>",
  "<table><tr>",
  "click <here>",
  "javascript&colon;alert(1)",
];

const formatting = [
  "*bold*",
  "_italic_",
  "~struck~",
  "```code```",
  "`code`",
  "> quoted",
  "*URGENT* read this",
  "**bold**",
  "read *this now*, please",
  "_a_ and *b*",
  "***x***",
  "(*bold*)",
];

const at = (...codes: readonly number[]): string => String.fromCodePoint(...codes);

const unseen = [
  `Hello${at(0xe0041, 0xe0042)}`,
  `Hello${at(0x2066)}x${at(0x2069)}`,
  `Go to ${at(0x202e)}moc.live`,
  `a${at(0x202a)}b${at(0x202c)}`,
  `ev${at(0x200b)}il`,
  `ev${at(0x2060)}il`,
  `ev${at(0x200d)}il`,
  `a${at(0x3164)}b`,
  `a${at(0x115f)}b`,
  `a${at(0xfff9)}b`,
  `a${at(0x2063)}b`,
  `a${at(0xe0100)}b`,
  `a${at(0x180e)}b`,
  `ab${at(0x200e)}cd`,
  "Hello\u0007",
  "a\u0000b",
  "a\ud800b",
  `${at(0x1f3f4)}${at(0xe0067)}hidden`,
  `a${at(0xe000)}b`,
  `a${at(0x206a)}b`,
  `a${at(0x034f)}b`,
];

const all: readonly Channel[] = ["whatsapp", "sms", "email"];

/** Marks by which a text becomes more than text: for a template engine, a mail client, WhatsApp, or a reader's eye. */
export const hostileMarks: readonly Written[] = [
  ...all.flatMap((channel) => templates.map(on("marks of templates", channel))),
  ...html.map(on("HTML in email", "email")),
  ...formatting.map(on("WhatsApp's formatting", "whatsapp")),
  ...all.flatMap((channel) => unseen.map(on("unseen characters", channel))),
];
