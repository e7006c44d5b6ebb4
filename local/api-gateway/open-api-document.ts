/** An OpenAPI 3.0 document with x-amazon-apigateway-* extensions, as aws.apigateway.RestApi takes it in `body`. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
};
