const maskedEmail = (address: string): string => {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}***${address.slice(at)}`;
};

const maskedNumber = (number: string): string =>
  `${number.slice(0, 3)}${"*".repeat(Math.max(0, number.length - 5))}${number.slice(-2)}`;

/** A recipient's address so far that a person who knows it recognises it. */
export const maskedAddress = (address: string): string =>
  address.includes("@") ? maskedEmail(address) : maskedNumber(address);

/** Nothing of a text but how much there is. */
export const maskedText = (text: string): string => `(${text.length} characters, hidden)`;
