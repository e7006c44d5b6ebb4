import type { Answer } from "./post";

/** What API Gateway makes anew for each answer. */
const PER_ANSWER = ["date", "x-amzn-requestid", "x-amz-apigw-id"];

/** An answer without what names this one request, for a comparison byte by byte. */
export const unnamedAnswer = ({ status, headers, text }: Answer, requestId: string) => ({
  status,
  headers: [...headers].filter(([name]) => !PER_ANSWER.includes(name)),
  text: text.replace(requestId, "ID"),
});
