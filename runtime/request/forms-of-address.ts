/** Pairs of forms of one person's number, both of which are taken and stored; the pieces in brackets are what they have in common. */
const pairs: readonly (readonly [one: RegExp, write: (...kept: readonly string[]) => string])[] = [
  // Brazil's mobile numbers got a 9 until 2016; WhatsApp accounts of before are known without it. No other number begins with 6 to 9.
  [/^\+55(\d\d)([6-9]\d{7})$/, (area, own) => `+55${area}9${own}`],
  [/^\+55(\d\d)9([6-9]\d{7})$/, (area, own) => `+55${area}${own}`],
  // Argentina's have a 9 when they are called from abroad, and for WhatsApp.
  [/^\+54(\d{10})$/, (own) => `+549${own}`],
  [/^\+549(\d{10})$/, (own) => `+54${own}`],
  [/^\+229(\d{8})$/, (own) => `+22901${own}`],
  [/^\+22901(\d{8})$/, (own) => `+229${own}`],
  // Côte d'Ivoire's mobile numbers got their operator's prefix, which the second digit told before.
  [/^\+225([04-9][0-3]\d{6})$/, (own) => `+22501${own}`],
  [/^\+225([04-9][4-6]\d{6})$/, (own) => `+22505${own}`],
  [/^\+225([04-9][7-9]\d{6})$/, (own) => `+22507${own}`],
  [/^\+225(?:01(?=\d[0-3])|05(?=\d[4-6])|07(?=\d[7-9]))([04-9]\d{7})$/, (own) => `+225${own}`],
];

/** The given address first, and the other forms in which a client may have given the same person's. */
export const formsOf = (address: string): readonly string[] => [
  address,
  ...pairs.flatMap(([form, write]) => {
    const [, ...kept] = form.exec(address) ?? [];
    return kept.length === 0 ? [] : [write(...kept)];
  }),
];
