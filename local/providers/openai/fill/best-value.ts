import type { Datum } from "./datum";
import { wordsOf } from "./words";

const pathShare = 0.5;
const strangerPenalty = 0.3;
/** The share of a description's meaning that a value's keys must cover. */
const enough = 0.4;

/** The value whose keys share most with the description, rare words counting more; undefined when none fits. */
export const bestValue = (description: string, data: readonly Datum[]): string | undefined => {
  const wanted = [...new Set(wordsOf(description))];
  const weights = new Map(
    wanted.map((word) => {
      const users = data.filter(({ keyWords, pathWords }) => keyWords.has(word) || pathWords.has(word)).length;
      // A word that no key knows says little about which key is meant.
      return [word, Math.log(1 + (data.length + 1) / (users + 0.5)) * (users === 0 ? 0.5 : 1)];
    }),
  );
  const weightOf = (word: string): number => weights.get(word) ?? 0;
  const total = wanted.reduce((sum, word) => sum + weightOf(word), 0);
  let best: { readonly value: string; readonly score: number } | undefined;
  for (const { value, keyWords, pathWords } of data) {
    const inKey = wanted.filter((word) => keyWords.has(word));
    const inPath = wanted.filter((word) => !keyWords.has(word) && pathWords.has(word));
    const keyScore = inKey.reduce((sum, word) => sum + weightOf(word), 0);
    const pathScore = inPath.reduce((sum, word) => sum + weightOf(word), 0);
    if (keyScore + pathScore < enough * total) continue;
    const strangers = keyWords.size - inKey.length;
    const score = keyScore + pathShare * pathScore - strangerPenalty * strangers;
    if (score > 0 && (best === undefined || score > best.score)) best = { value, score };
  }
  return best?.value;
};
