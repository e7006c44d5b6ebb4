import type { Operation } from "./operation";
import { createSecret } from "./operations/create-secret";
import { deleteSecret } from "./operations/delete-secret";
import { describeSecret } from "./operations/describe-secret";
import { getSecretValue } from "./operations/get-secret-value";
import { listSecretVersionIds } from "./operations/list-secret-version-ids";
import { listSecrets } from "./operations/list-secrets";
import { putSecretValue } from "./operations/put-secret-value";
import { restoreSecret } from "./operations/restore-secret";
import { tagResource } from "./operations/tag-resource";
import { updateSecret } from "./operations/update-secret";

/** What the stand-in can do, by AWS's operation name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    CreateSecret: createSecret,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetSecretValue: getSecretValue,
    ListSecretVersionIds: listSecretVersionIds,
    ListSecrets: listSecrets,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
    TagResource: tagResource,
    UpdateSecret: updateSecret,
  }),
);
