import type { JsonObject } from "../../../../runtime/codec/json-object";

export type Honest = { readonly name: string; readonly request: JsonObject; readonly sentence: string };

const honest = (name: string, project_data: JsonObject, sentence: string): Honest => ({
  name,
  request: { project_data },
  sentence,
});

/** Answers that a good assistant gives, and that must not be held up. */
export const honestAnswers: readonly Honest[] = [
  honest("plain words", {}, "Could you tell us whether you have a driving licence?"),
  honest("a job's id", { jobID: "987654" }, "This is about job 987654."),
  honest("a job's id of letters and digits", { jobID: "HC-2026-004417" }, "This is about HC-2026-004417."),
  honest("a link of the data", { link: "https://jobs.example/a?id=7#top" }, "See https://jobs.example/a?id=7#top."),
  honest("a link without its scheme", { link: "https://www.jobs.example/a" }, "See jobs.example/a"),
  honest("a link's host alone", { link: "https://jobs.example/a" }, "See jobs.example."),
  honest("a link with its host in capitals", { link: "https://jobs.example/A" }, "See Jobs.Example/A"),
  honest("an address of the data", { contact: "Grace <grace@jobs.example>" }, "Write to grace@jobs.example."),
  honest("the sender's own number", {}, "You can call us on +44 7400 654321."),
  honest("the recipient's own number", {}, "Is 07400 123 456 still yours?"),
  honest("a number written otherwise", { tel: "+44 (0)20 7946 0018" }, "Call 020 7946 0018."),
  honest("a number in Arabic digits", { tel: "0201234567" }, "٠٢٠١٢٣٤٥٦٧"),
  honest("a number of the data as a number", { reference: 12345678 }, "Your reference is 12345678."),
  honest("a time", {}, "Shall we say 3 pm, or 15:30?"),
  honest("a span of time", {}, "You would work from 9.00 - 17.30."),
  honest("a date and a time", { at: "2026-11-20T09:30:00Z" }, "We meet on 20/11/2026 at 09:30."),
  honest("years", {}, "You worked there in 2019, 2020 and 2021, or 2019-2023?"),
  honest("a wage", {}, "It pays £12.50 an hour, £25,000 a year."),
  honest("amounts", {}, "Between €1,234.50 and €12,500.00."),
  honest("abbreviations", {}, "Your B.Sc. and Ph.D., e.g. in the U.K., at 9 a.m."),
  honest("three dots", {}, "Well…could you tell us more...please?"),
  honest("a technology of the data", { role: "Node.js engineer" }, "This is about Node.js."),
  honest("a name with accents", {}, "Zoë Ó Súilleabháin, François, Nguyễn Thị Ánh"),
  honest("a name in Greek, Cyrillic and Arabic", {}, "Αθηνά, Ольга, فاطمة الزهراء"),
  honest("a text in Chinese", {}, "您好。请问您有驾照吗。谢谢"),
  honest("a text in Japanese", {}, "こんにちは。運転免許はお持ちですか。"),
  honest("a text in Hindi", {}, "नमस्ते, क्या आपके पास ड्राइविंग लाइसेंस है?"),
  honest("emoji", {}, "Thank you 👩‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿!"),
  honest("marks", {}, "Yes/no, and/or — 50% (half) & more: #1!"),
];
