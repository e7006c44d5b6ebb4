import { maskedAddress, maskedText } from "../../ops/conversations/show";

/** How personal data are shown. */
export type Veil = {
  readonly isOpen: boolean;
  readonly address: (address: string) => string;
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
};

const same = (text: string): string => text;

/** Everything as it is: one's own machine's demonstration. */
export const openVeil: Veil = { isOpen: true, address: same, name: same, text: same };

/** As `npm run ops -- show` masks without --reveal. */
export const closedVeil: Veil = { isOpen: false, address: maskedAddress, name: () => "", text: maskedText };
