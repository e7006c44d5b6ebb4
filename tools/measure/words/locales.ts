/** A locale, its currency, the country of its telephone numbers, and a sentence that a message might have in its language. */
export type Locale = {
  readonly tag: string;
  readonly currency: string;
  readonly country: string;
  readonly frame: string;
};

const ROWS = `
en-GB GBP GB|Would {} suit you?
en-US USD US|How about {}, if that works?
en-CA CAD CA|We can offer {} to you.
en-AU AUD AU|Please note: {}.
en-IN INR IN|Kindly confirm {} at the earliest.
en-ZA ZAR ZA|It is {}, as agreed.
en-IE EUR IE|That would be {}, so.
de-DE EUR DE|Passt Ihnen {} gut?
de-AT EUR AT|Wir haben {} für Sie vorgemerkt.
de-CH CHF CH|Wäre {} für Sie möglich?
fr-FR EUR FR|Est-ce que {} vous convient ?
fr-CA CAD CA|Nous vous proposons {}, d'accord?
fr-CH CHF CH|Voici : {}.
es-ES EUR ES|¿Le viene bien {}?
es-MX MXN MX|Le ofrecemos {}, por favor confirme.
es-AR ARS AR|Sería {}, ¿le sirve?
pt-BR BRL BR|Pode ser {}, por favor?
pt-PT EUR PT|Propomos {}, se lhe convier.
it-IT EUR IT|Le andrebbe bene {}?
nl-NL EUR NL|Schikt {} voor u?
nl-BE EUR BE|Zou {} passen?
da-DK DKK DK|Passer {} dig?
sv-SE SEK SE|Skulle {} passa?
nb-NO NOK NO|Passer det {}?
fi-FI EUR FI|Sopisiko teille {}?
is-IS ISK IS|Hentar {} þér?
pl-PL PLN PL|Czy pasuje Panu {}?
cs-CZ CZK CZ|Hodilo by se vám {}?
sk-SK EUR SK|Vyhovuje vám {}?
hu-HU HUF HU|Megfelel Önnek {}?
ro-RO RON RO|Vi se potrivește {}?
bg-BG BGN BG|Удобно ли е {} за вас?
hr-HR EUR HR|Odgovara li vam {}?
sl-SI EUR SI|Vam ustreza {}?
sr-RS RSD RS|Да ли вам одговара {}?
ru-RU RUB RU|Вам подойдёт {}?
uk-UA UAH UA|Чи зручно вам {}?
el-GR EUR GR|Σας βολεύει {};
tr-TR TRY TR|Size {} uygun mu?
et-EE EUR EE|Kas teile sobib {}?
lv-LV EUR LV|Vai jums der {}?
lt-LT EUR LT|Ar jums tinka {}?
he-IL ILS IL|האם {} מתאים לך?
ar-EG EGP EG|هل يناسبك {}؟
ar-SA SAR SA|موعدكم {}، مع الشكر
fa-IR IRR IR|آیا {} برای شما مناسب است؟
hi-IN INR IN|क्या {} आपके लिए ठीक है?
bn-BD BDT BD|{} কি আপনার জন্য সুবিধাজনক?
th-TH THB TH|คุณสะดวก {} ไหม
vi-VN VND VN|Anh chị thấy {} được không?
id-ID IDR ID|Apakah {} cocok untuk Anda?
ms-MY MYR MY|Adakah {} sesuai untuk anda?
ja-JP JPY JP|{}はいかがでしょうか。
ko-KR KRW KR|{} 괜찮으신가요?
zh-CN CNY CN|请问{}方便吗？
zh-TW TWD TW|請問{}方便嗎？
ca-ES EUR ES|Li va bé {}?
sw-KE KES KE|Je, {} inakufaa?
`;

export const locales: readonly Locale[] = ROWS.trim()
  .split("\n")
  .map((row) => {
    const [facts = "", frame = ""] = row.split("|");
    const [tag = "", currency = "", country = ""] = facts.split(" ");
    return { tag, currency, country, frame };
  });
