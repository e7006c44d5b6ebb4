import type {
  CreateTableCommandInput,
  KeySchemaElement,
  Projection,
  ProvisionedThroughput,
  ScalarAttributeType,
} from "@aws-sdk/client-dynamodb";
import { type Inputs, numberAt, recordsAt, refuseInputs, requiredTextAt, textAt, textsAt } from "./read-input";

const attributeType = (value: string): ScalarAttributeType => {
  if (value === "S" || value === "N" || value === "B") return value;
  throw new Error(`attributes: the type ${value} must be S, N or B`);
};

const keySchema = (hashKey: string, rangeKey: string | undefined): KeySchemaElement[] => [
  { AttributeName: hashKey, KeyType: "HASH" },
  ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" as const }]),
];

const projection = (index: Inputs): Projection => {
  const type = requiredTextAt(index, "projectionType");
  if (type === "ALL" || type === "KEYS_ONLY") return { ProjectionType: type };
  if (type === "INCLUDE") return { ProjectionType: type, NonKeyAttributes: [...textsAt(index, "nonKeyAttributes")] };
  throw new Error(`projectionType ${type} must be ALL, KEYS_ONLY or INCLUDE`);
};

const throughput = (inputs: Inputs): ProvisionedThroughput => ({
  ReadCapacityUnits: numberAt(inputs, "readCapacity") ?? 1,
  WriteCapacityUnits: numberAt(inputs, "writeCapacity") ?? 1,
});

/** A table's inputs as DynamoDB's CreateTable takes them. */
export const tableRequest = (name: string, inputs: Inputs): CreateTableCommandInput => {
  const onDemand = textAt(inputs, "billingMode") === "PAY_PER_REQUEST";
  const capacity = (of: Inputs) => (onDemand ? {} : { ProvisionedThroughput: throughput(of) });
  const hashKey = requiredTextAt(inputs, "hashKey");
  const globalIndexes = recordsAt(inputs, "globalSecondaryIndexes").map((index) => {
    refuseInputs(index, ["keySchemas"]);
    return {
      IndexName: requiredTextAt(index, "name"),
      KeySchema: keySchema(requiredTextAt(index, "hashKey"), textAt(index, "rangeKey")),
      Projection: projection(index),
      ...capacity(index),
    };
  });
  const localIndexes = recordsAt(inputs, "localSecondaryIndexes").map((index) => ({
    IndexName: requiredTextAt(index, "name"),
    KeySchema: keySchema(hashKey, requiredTextAt(index, "rangeKey")),
    Projection: projection(index),
  }));
  return {
    TableName: name,
    BillingMode: onDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
    AttributeDefinitions: recordsAt(inputs, "attributes").map((attribute) => ({
      AttributeName: requiredTextAt(attribute, "name"),
      AttributeType: attributeType(requiredTextAt(attribute, "type")),
    })),
    KeySchema: keySchema(hashKey, textAt(inputs, "rangeKey")),
    ...capacity(inputs),
    ...(globalIndexes.length === 0 ? {} : { GlobalSecondaryIndexes: globalIndexes }),
    ...(localIndexes.length === 0 ? {} : { LocalSecondaryIndexes: localIndexes }),
  };
};
