import type { CompanyData } from "../request/company-data";
import type { RequestId } from "../request/request-id";

/** `company#project#request#sender`, the sender's number without its `+`. */
export const conversationId = ({ company_id, project_id }: CompanyData, requestId: RequestId, sender: string): string =>
  [company_id, project_id, requestId, sender.replace(/^\+(?=\d+$)/, "")].join("#");
