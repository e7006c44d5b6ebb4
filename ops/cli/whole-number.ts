import { WrongUsage } from "./wrong-usage";

/** The value of an option that takes a whole number from 1. */
export const wholeNumber = (option: string, text: string | undefined, fallback: number): number => {
  if (text === undefined) return fallback;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new WrongUsage(`--${option} ${text}: expected a whole number from 1`);
};
