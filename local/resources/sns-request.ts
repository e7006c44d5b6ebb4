import type { Cloud } from "./cloud";

/** Sends one operation of SNS's query protocol to the local SNS and gives its XML answer. */
export const sendSns = async (
  cloud: { readonly endpoints: Pick<Cloud["endpoints"], "sns">; readonly place: Cloud["place"] },
  fields: Readonly<Record<string, string>>,
): Promise<string> => {
  const response = await fetch(cloud.endpoints.sns, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      // The local SNS takes the region from here; nothing is signed.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20000101/${cloud.place.region}/sns/aws4_request`,
    },
    body: new URLSearchParams({ ...fields, Version: "2010-03-31" }),
  });
  const answer = await response.text();
  if (response.ok) return answer;
  const [, message = `status ${response.status}`] = /<Message>(.*?)<\/Message>/s.exec(answer) ?? [];
  throw new Error(`SNS ${fields.Action}: ${message}`);
};
