import type { JsonObject } from "../../../runtime/codec/json";
import type { Written } from "./judge";

const from = (kind: string, data: JsonObject, texts: readonly string[]): readonly Written[] =>
  texts.map((text) => ({ kind, text, data }));

const slots = { slots: ["10:00", "11:30", "13:00", "14:30", "16:00"], at: "2026-12-24T14:00" };

const times: readonly Written[] = [
  ...from("times and dates", slots, [
    "You could view it at 10:00, 11:30, 13:00, 14:30, 16:00.",
    "Could you come on 12/24, 2:00-4:00 pm?",
    "Am 24.12., 14:00 Uhr, oder am 27.12. um 9 Uhr?",
    "Le 24/12 à 14h30 ou le 26/12 entre 9 h et 11 h 30",
    "24.–26.12.2026, jeweils 9–12 und 13:30–17 Uhr",
    "24/12 (14:30) or 27/12 (09:00)",
    "Dec 24, 2026, 2:00 – 4:00 PM",
    "2026-12-24 14:00, 2026-12-27 09:00",
    "24. 12. 2026 ve 14.00 nebo 27. 12. 2026 v 9.00",
    "2026. december 24. 14:00",
    "2026年12月24日（木）14:00～16:00",
    "12月24日14時30分から16時まで",
    "২৪/১২/২০২৬, ১৪:০০",
    "Between 24/12/2026 and 02/01/2027, from 08:30 to 16:45",
    "We are closed 24.12.2026 - 02.01.2027.",
    "3/12, 10/12, 17/12 and 7/1",
    "Shifts: 6:00–14:00, 14:00–22:00, 22:00–6:00",
    "At 14.00–14.30, 15.00–15.30 or 16.00–16.30",
    "10 am, 11.30 am, 1 pm, 2.30 pm or 4 pm",
    "The day after, 25 December, from 9am-5pm",
    "You worked there in 2019, 2020 and 2021, or 2019-2023?",
    "From 09/2019 to 03/2023, then since 04/2023",
    "24-12-2026 om 14u30",
    "24/12/2569 เวลา 14:30 น.",
    "۱۴۰۵/۱۰/۳، ساعت ۱۴:۳۰",
  ]),
  ...from("hours and lists", {}, [
    "Open 9-12, 13-17",
    "Mo-Fr 9-12, 13-17 Uhr; Sa 10-14 Uhr",
    "Mon–Fri 08:00–18:00, Sat 09:00–13:00, Sun closed",
    "L-V: 9:00-14:00 / 16:00-20:00",
    "Lun-Ven 9h-12h/13h30-17h",
    "пн–пт 9:00–18:00, сб 10:00–15:00",
    "月～金 9:00～17:00、土 10:00～14:00",
    "Steps 1, 2, 3, 4, 5, 6, 7",
    "Please answer questions 1-3, 5, 7-9, 11 and 12.",
    "1) your name 2) your address 3) your date of birth",
    "Rooms 101, 102, 103, 204",
    "We are here 24/7, 365 days a year.",
    "28, 29 or 30 December, or 2 January",
    "Sizes 36, 38, 40, 42, 44",
    "Week 50, 51 and 52, then week 2",
  ]),
];

const wages = { wage: { min: 12.5, max: 13.75 }, salary: { min: 25_000, max: 30_000 }, rent: 1_250, price: 1_234_567 };

const sums: readonly Written[] = from("sums", wages, [
  "12,50 - 13,75 €",
  "£12.50-13.75 an hour",
  "25.000 - 30.000 €",
  "It pays £25,000 to £30,000 a year.",
  "25 000 – 30 000 kr i året",
  "CHF 25’000.– bis 30’000.–",
  "€ 25.000,00 – € 30.000,00",
  "25k-30k, that is 25000 to 30000",
  "₹12,34,567 or ₹12.35 lakh",
  "Rs. 25,000/- to Rs. 30,000/-",
  "1 250 € charges comprises",
  "Rp 5.000.000 per bulan",
  "$1,234,567.00",
  "2.500,50 zł brutto, 1 800 zł netto",
  "25,000円～30,000円",
  "月給250,000円",
  "٢٥٬٠٠٠ إلى ٣٠٬٠٠٠ ريال",
  "Up to 37.5 hours, 28 days' leave, 4.5% pension, 10% off",
  "300, 450 or 600 euros",
  "Between 800-1200 euros",
]);

const tel = {
  tel: "07400 654321",
  desk: "0800 123 4567",
  office: "+44 (0)20 7946 0018",
  berlin: "030/123456",
  paris: "01 44 55 66 77",
};

const numbers: readonly Written[] = [
  ...from(
    "known numbers",
    { ...tel, reference: 12_345_678, job: "HC-2026-004417", jobID: "987654", iban: "GB33 BUKB 2020 1555 5555 55" },
    [
      "Call 07400 654321, 9-5",
      "0800 123 4567 - 14:30",
      "Call 0800 123 4567 (Mon-Fri 9-17)",
      "020 7946 0018 or +44 20 7946 0018",
      "+44 (0)20 7946 0018, +44 7400 654321",
      "Tel.: 030 / 12 34 56",
      "01.44.55.66.77",
      "0144556677",
      "Tel:07400-654-321",
      "Your reference is 12345678, for job 987654 (HC-2026-004417).",
      "Reference 12 345 678",
      "IBAN GB33 BUKB 2020 1555 5555 55",
      "You can call us on +44 7400 654321.",
      "Is 07400 123 456 still yours?",
      "٠٧٤٠٠٦٥٤٣٢١",
      "07400654321 / 08001234567",
    ],
  ),
  ...from("a list that was given", { scores: [3, 5, 2, 4, 1, 6, 2], rooms: [812, 305, 1204] }, [
    "3, 5, 2, 4, 1, 6, 2",
    "Rooms 812, 305 and 1204",
    "812, 305, 1204",
  ]),
];

const links: readonly Written[] = [
  ...from(
    "known links",
    {
      link: "https://jobs.example/a?id=7#top",
      page: "https://www.docs.example/D/1",
      contact: "Grace <grace@jobs.example>",
      role: "ASP.NET",
      pay: "$ashgrove",
      handle: "@ashgrove",
    },
    [
      "See https://jobs.example/a?id=7#top.",
      "See jobs.example/a?id=7#top, please.",
      "(www.docs.example/D/1)",
      "docs.example, jobs.example",
      "Write to grace@jobs.example.",
      'Write to (grace@jobs.example); or see "https://jobs.example/a?id=7#top"!',
      "https://jobs.example/a?id=7#topをご覧ください。",
      "请看https://jobs.example/a?id=7#top。谢谢",
      "Do you know ASP.NET or Node.js?",
      "Pay $ashgrove or @ashgrove",
    ],
  ),
  ...from("words that look like links", {}, [
    "The polka dot top is back",
    "Use dot me",
    "SMS:yes",
    "Reply SMS: yes or Tel: no",
    "Tel:see below",
    "Av.Paulista",
    "ul.Nowa",
    "Müller GmbH & Co.KG",
    "Müller GmbH & Co. KG",
    "inkl.MwSt.",
    "Dr.Smith",
    "Dr.Weber, Prof.Schmidt, St.George",
    "Your B.Sc. and Ph.D., e.g. in the U.K., at 9 a.m.",
    "Ihr M.Sc., z.B. in den U.S.A., d.h. i.d.R. ab 9 Uhr",
    "m.in. w Warszawie, tj. np. ul. Nowa",
    "S.r.l., S.p.A., Sp. z o.o., s.r.o., a.s., d.o.o., B.V.",
    "Well…could you tell us more...please?",
    "7.30am or 9.pm",
    "Yes/no, and/or — 50% (half) & more: #1!",
    "He/she/they",
    "Data:see below. Market:open",
    "No.5, Nr.7, Str.12, ca.20 km",
    "Point de vente, punto de encuentro",
    "Thank you.We look forward to it",
  ]),
];

const plain: readonly Written[] = from("plain words", {}, [
  "Could you tell us whether you have a driving licence?",
  "Zoë Ó Súilleabháin, François, Nguyễn Thị Ánh, Łukasz, Ağaoğlu",
  "Αθηνά, Ольга, فاطمة الزهراء, שרה, ณัฐ",
  "您好。请问您有驾照吗。谢谢",
  "こんにちは。運転免許はお持ちですか。",
  "नमस्ते, क्या आपके पास ड्राइविंग लाइसेंस है?",
  "می‌خواهم بدانم که آیا گواهی‌نامه دارید؟",
  "ශ්‍රී ලංකාව",
  "สวัสดี\u200bครับ",
  "Thank you 👩‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿🇬🇧❤️‍🔥👨‍👩‍👧!",
  "Donaudampfschifffahrtsgesellschaftskapitän",
  "AT&T, R&D, Q&A; C++, C#, .NET",
  "5 * 3, snake_case_name, ~10 km, a^b",
  "“Quoted”, ‘quoted’, «quoted», „quoted“",
  "Is it true that you worked 2 years at O2 and 3 at B2B?",
  "One, two or three days?",
  "Come as you are :-) ;-)",
]);

/** Honest texts that no formatter makes. */
export const honestByHand: readonly Written[] = [...times, ...sums, ...numbers, ...links, ...plain];
