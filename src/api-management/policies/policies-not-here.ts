import type { DocumentKind } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import { everyScope, everySection } from "./definition.ts";

/** A policy of "API Management policy reference" that this gateway doesn't run. */
export interface PolicyNotHere {
  readonly name: string;
  readonly summary: string;
  /** Where Azure takes it; none for what stands in GraphQL resolvers, which have documents of their own. */
  readonly sections: readonly Section[];
  readonly scopes: readonly DocumentKind[];
}

const inbound: readonly Section[] = ["inbound"];
const outbound: readonly Section[] = ["outbound"];
const bothWays: readonly Section[] = ["inbound", "outbound"];
const allButBackend: readonly Section[] = ["inbound", "outbound", "on-error"];
const answers: readonly Section[] = ["outbound", "on-error"];
const everywhere: readonly Section[] = everySection;
const resolver: readonly Section[] = [];

const belowService: readonly DocumentKind[] = ["product", "api", "operation", "fragment"];
const aboveOperation: readonly DocumentKind[] = ["global", "product", "api", "fragment"];

type Row = readonly [name: string, sections: readonly Section[], summary: string, scopes?: readonly DocumentKind[]];

const rows: readonly Row[] = [
  ["authentication-basic", inbound, "Sends a user name and password to the backend."],
  ["authentication-certificate", inbound, "Shows the backend a client certificate."],
  ["azure-openai-emit-token-metric", inbound, "Reports how many tokens a model of Azure OpenAI used."],
  [
    "azure-openai-semantic-cache-lookup",
    inbound,
    "Answers from the cache when a prompt means what an earlier one meant.",
  ],
  ["azure-openai-semantic-cache-store", outbound, "Keeps an Azure OpenAI answer for prompts of the same meaning."],
  ["azure-openai-token-limit", inbound, "Limits the tokens that a key may use of Azure OpenAI."],
  ["cache-lookup", inbound, "Answers from the cache when it has the response."],
  ["cache-lookup-value", everywhere, "Reads a cached value into a context variable."],
  ["cache-remove-value", everywhere, "Takes a value out of the cache."],
  ["cache-store", outbound, "Puts the response into the cache."],
  ["cache-store-value", everywhere, "Puts a value into the cache."],
  ["cache-value", everywhere, "Reads a cached value, and runs policies that make it when there is none."],
  ["check-header", inbound, "Refuses requests whose header is missing or has another value."],
  ["cors", inbound, "Answers preflight requests and allows pages of other origins to call."],
  ["cosmosdb-data-source", resolver, "Resolves a GraphQL field from Cosmos DB.", []],
  ["cross-domain", inbound, "Serves the cross-domain file that Flash and Silverlight ask for.", ["global"]],
  ["emit-metric", everywhere, "Sends a metric of your own to Application Insights."],
  ["find-and-replace", everywhere, "Replaces a text in the body."],
  ["get-authorization-context", inbound, "Gets the token of a connection of the credential manager."],
  ["http-data-source", resolver, "Resolves a GraphQL field by an HTTP request.", []],
  ["invoke-dapr-binding", allButBackend, "Triggers an output binding of Dapr."],
  ["ip-filter", inbound, "Lets in, or keeps out, callers by their IP address."],
  ["json-to-xml", allButBackend, "Turns a JSON body into XML."],
  ["jsonp", outbound, "Wraps the response in a call of the caller's function."],
  ["limit-concurrency", everywhere, "Lets only so many requests run the policies inside it at a time."],
  ["llm-content-safety", bothWays, "Has prompts or answers checked by Azure AI Content Safety.", aboveOperation],
  ["llm-emit-token-metric", inbound, "Reports how many tokens a language model used."],
  ["llm-semantic-cache-lookup", inbound, "Answers from the cache when a prompt means what an earlier one meant."],
  ["llm-semantic-cache-store", outbound, "Keeps a language model's answer for prompts of the same meaning."],
  ["llm-token-limit", inbound, "Limits the tokens that a key may use of a language model."],
  ["log-to-eventhub", everywhere, "Sends a message to Event Hubs by a logger."],
  ["mock-response", allButBackend, "Answers with an example of the operation instead of asking the backend."],
  ["proxy", inbound, "Sends requests to the backend through an HTTP proxy."],
  ["publish-event", resolver, "Publishes an event to a GraphQL subscription.", []],
  ["publish-to-dapr", inbound, "Publishes a message to a topic of Dapr."],
  ["quota", inbound, "Limits the calls or the bandwidth of a subscription over a long time.", ["product"]],
  ["quota-by-key", inbound, "Limits the calls or the bandwidth of a key over a long time."],
  ["rate-limit", inbound, "Limits how fast a subscription may call.", belowService],
  ["rate-limit-by-key", inbound, "Limits how fast the callers of one key may call."],
  ["redirect-content-urls", bothWays, "Puts the gateway's address into the links of the body."],
  ["retry", everywhere, "Runs the policies inside it again while a condition holds."],
  ["send-one-way-request", everywhere, "Sends a request to a URL and doesn't wait for the answer."],
  ["send-request", everywhere, "Sends a request to a URL and keeps the answer in a variable."],
  ["send-service-bus-message", allButBackend, "Sends a message to Service Bus."],
  ["set-method", ["inbound", "on-error"], "Changes the method of the request."],
  ["set-query-parameter", ["inbound", "backend"], "Sets, adds to or removes a query parameter of the request."],
  ["sql-data-source", resolver, "Resolves a GraphQL field from Azure SQL.", []],
  ["validate-client-certificate", inbound, "Refuses callers whose client certificate doesn't fit."],
  ["validate-content", allButBackend, "Checks bodies against the schemas of the API."],
  ["validate-graphql-request", inbound, "Checks GraphQL requests and who may ask for what.", aboveOperation],
  ["validate-headers", answers, "Checks the headers of responses against the API's schema."],
  ["validate-odata-request", inbound, "Checks requests to an OData API.", aboveOperation],
  ["validate-parameters", inbound, "Checks the parameters of requests against the API's schema."],
  ["validate-status-code", answers, "Checks the status codes of responses against the API's schema."],
  ["wait", ["inbound", "backend", "outbound"], "Waits for one, or for all, of the requests inside it."],
  ["xml-to-json", allButBackend, "Turns an XML body into JSON."],
  ["xsl-transform", bothWays, "Transforms an XML body by a style sheet."],
];

/** Refused by name, so that nobody takes them for typing errors. */
export const policiesNotHere: readonly PolicyNotHere[] = rows.map(([name, sections, summary, scopes = everyScope]) => ({
  name,
  summary,
  sections,
  scopes,
}));
