import { parsePhoneNumberFromString } from "libphonenumber-js/core";
import full from "libphonenumber-js/metadata.min.json";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { leanPhoneMetadata } from "../../../infra/ship/lean-phone-metadata";

const test = suite("lean-phone-metadata");

type Metadata = Parameters<typeof parsePhoneNumberFromString>[2];

const lean = leanPhoneMetadata(full as never) as unknown as Metadata;

/** Starts of national numbers: every two digits, so that prefixes are stripped and countries told apart. */
const starts = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0"));
const LONGEST_NATIONAL = 18;
const DIGITS = "2345678901234567";

const numbersOf = (callingCode: string): readonly string[] =>
  starts.flatMap((start) =>
    Array.from({ length: LONGEST_NATIONAL - 1 }, (_, more) => `+${callingCode}${start}${DIGITS.slice(0, more)}`),
  );

const whatIs = (text: string, metadata: Metadata): string => {
  const number = parsePhoneNumberFromString(text, { extract: false } as never, metadata as never);
  return number === undefined
    ? "none"
    : `${number.number} ${number.country} ${number.isPossible()} ${number.isValid()}`;
};

const callingCodes = [...Object.keys(full.country_calling_codes), ...Object.keys(full.nonGeographic), "999", "0"];

test("tells of every country's numbers exactly what the full metadata tells", () => {
  const different: string[] = [];
  let possible = 0;
  for (const callingCode of callingCodes)
    for (const text of numbersOf(callingCode)) {
      const known = whatIs(text, full as unknown as Metadata);
      if (known !== whatIs(text, lean)) different.push(text);
      if (known.includes(" true ")) possible += 1;
    }

  assert.equal(different, []);
  assert.ok(possible > 10_000, `${possible} numbers were possible`);
});

test("is less than half of the full metadata", () => {
  assert.ok(JSON.stringify(lean).length < JSON.stringify(full).length / 2);
});

test("refuses metadata of a form that it does not know", () => {
  assert.throws(
    () => leanPhoneMetadata({ ...(full as never as Parameters<typeof leanPhoneMetadata>[0]), version: 5 }),
    "libphonenumber's metadata has the unknown form 5",
  );
});

test.run();
