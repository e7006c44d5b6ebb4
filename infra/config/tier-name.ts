import { patternString } from "../../runtime/codec/refined-string";

export const TierName = patternString("1 to 40 lower-case letters, digits and hyphens", /^[a-z0-9-]{1,40}$/);
