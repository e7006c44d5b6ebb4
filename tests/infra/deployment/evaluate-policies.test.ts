import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isAllowed, type Policy } from "./evaluate-policies";

const test = suite("the evaluation of policies");

const policy = (...Statement: Policy["Statement"]): Policy => ({ Statement });
const table = "arn:aws:dynamodb:eu-north-1:000000000000:table/orders-dev";
const read = { action: "dynamodb:GetItem", resource: table };

test("allows nothing that no statement allows", () => {
  assert.not(isAllowed([], read));
  assert.not(isAllowed([policy({ Effect: "Allow", Action: "dynamodb:PutItem", Resource: "*" })], read));
  assert.not(isAllowed([policy({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: `${table}-x` })], read));
});

test("matches actions in any case and resources in theirs, by * and ? alone", () => {
  const allows = (Action: string, Resource: string) => isAllowed([policy({ Effect: "Allow", Action, Resource })], read);

  assert.ok(allows("DynamoDB:get*", "arn:aws:dynamodb:*:table/*-dev"));
  assert.ok(allows("dynamodb:GetItem", table.replace("orders-dev", "orders?dev")));
  assert.not(allows("dynamodb:GetItem", table.replace("orders-dev", "orders?-dev")));
  assert.not(allows("dynamodb:GetItem", table.toUpperCase()));
  assert.not(allows("dynamodb:GetItem", table.replace("orders-dev", "orders.dev")));
  assert.not(allows("dynamodb:GetItem", table.replace("orders", `\${*}`)));
  assert.ok(
    isAllowed([policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `a/\${*}/?` })], {
      action: "s3:GetObject",
      resource: "a/*/b",
    }),
  );
});

test("denies what any statement denies, in whichever policy", () => {
  const allow = policy({ Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: ["*"] });
  const deny = policy({ Effect: "Deny", Action: ["dynamodb:GetItem"], Resource: [table] });

  assert.ok(isAllowed([allow], read));
  assert.not(isAllowed([allow, deny], read));
  assert.not(isAllowed([deny, allow], read));
});

test("lets a statement apply only where every condition holds, and a key that is not there never does", () => {
  const Condition = {
    StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" },
    ArnLike: { "a:Arn": "arn:*:x" },
  };
  const allow = policy({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*", Condition });
  const withContext = (context: Readonly<Record<string, string>>) => isAllowed([allow], { ...read, context });

  assert.ok(withContext({ "iam:PassedToService": "lambda.amazonaws.com", "a:Arn": "arn:aws:x" }));
  assert.not(withContext({ "iam:PassedToService": "lambda.amazonaws.com" }));
  assert.not(withContext({ "iam:PassedToService": "ec2.amazonaws.com", "a:Arn": "arn:aws:x" }));
  assert.not(withContext({}));
});

test("refuses what it does not know", () => {
  const unknown = { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" } as const;

  assert.throws(
    () => isAllowed([policy({ ...unknown, Condition: { NumericLessThan: { "a:B": "1" } } })], read),
    "does not know the operator NumericLessThan",
  );
  assert.throws(() => isAllowed([policy({ ...unknown, ...{ NotResource: "*" } })], read), "does not know NotResource");
});
