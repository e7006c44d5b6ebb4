import type { APIGatewayProxyResult } from "aws-lambda";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** The field by which RFC 8058 tells a wish from a look at a link, as mail programs post it and the page's button. */
export const ONE_CLICK = { name: "List-Unsubscribe", value: "One-Click" } as const;

/** Nothing is loaded or run, nothing is kept, and the button leads nowhere else. */
const headers = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
};

const page = (statusCode: number, title: string, body: string): APIGatewayProxyResult => ({
  statusCode,
  headers,
  body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`,
  isBase64Encoded: false,
});

/** Asks for the one click; a link's scanner changes nothing by looking. */
export const askPage = (company: string): APIGatewayProxyResult =>
  page(
    200,
    "Unsubscribe",
    `<p>${escaped(company)} will write to you no more.</p>
<form method="post"><input type="hidden" name="${ONE_CLICK.name}" value="${ONE_CLICK.value}"><button>Unsubscribe</button></form>`,
  );

export const donePage: APIGatewayProxyResult = page(
  200,
  "You are unsubscribed",
  "<p>You will get no more messages at this address.</p>",
);

export const missingPage: APIGatewayProxyResult = page(
  404,
  "There is no such page",
  "<p>Please take the whole link from the message.</p>",
);

export const laterPage: APIGatewayProxyResult = page(
  503,
  "Please try again",
  "<p>This did not work. Please try again in a minute.</p>",
);
